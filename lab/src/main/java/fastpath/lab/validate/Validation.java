package fastpath.lab.validate;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of all combinations that the user asked for.
 *
 * @param sources kernelsrc, or kernelsrc under an overlay
 * @param compilers names of the compilers
 * @param examined results in the order of groups, fast paths, presets and compilers
 * @param missing combinations that were not examined because the user interrupted the validation
 */
public record Validation(
    KernelSources sources,
    List<Subject.Group> groups,
    List<String> compilers,
    List<Examined> examined,
    int missing) {

  /**
   * Examines all combinations on all CPUs of the host, and compares their runs without interrupts.
   */
  public static Validation of(
      Workshop workshop,
      List<Subject.Group> groups,
      List<Compiler> compilers,
      Depth depth,
      Steps steps) {
    return of(workshop, groups, compilers, depth, Start.PLACE, steps);
  }

  /** Examines all combinations, with runs that start as given. */
  public static Validation of(
      Workshop workshop,
      List<Subject.Group> groups,
      List<Compiler> compilers,
      Depth depth,
      Start start,
      Steps steps) {
    record Task(Subject subject, Compiler compiler) {}
    List<Task> tasks =
        groups.stream()
            .flatMap(Subject::of)
            .flatMap(subject -> compilers.stream().map(c -> new Task(subject, c)))
            .toList();
    steps.expect(tasks.size());
    List<Examined> examined =
        Queue.inOrder(
                tasks, task -> examine(workshop, task.subject, task.compiler, depth, start, steps))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    return new Validation(
        workshop.sources(),
        groups,
        compilers.stream().map(Compiler::name).toList(),
        agreed(examined),
        tasks.size() - examined.size());
  }

  /** Examines one combination; empty if the user has interrupted the validation. */
  private static Optional<Examined> examine(
      Workshop workshop,
      Subject subject,
      Compiler compiler,
      Depth depth,
      Start start,
      Steps steps) {
    try {
      steps.check();
      Examined result =
          Examination.of(
              workshop,
              subject.fastPath(),
              subject.preset(),
              compiler,
              subject.quietly() ? Depth.QUIET : depth,
              start,
              steps);
      steps.done(result.place());
      return Optional.of(result);
    } catch (Interrupted e) {
      return Optional.empty();
    }
  }

  /**
   * Compares the runs without interrupts: result and data must be equal under every variant and by
   * every compiler. A scenario's record, which depends on the preemption model, must be equal for
   * all compilers.
   */
  private static List<Examined> agreed(List<Examined> all) {
    Map<List<String>, Examined> references = new HashMap<>();
    List<Examined> result = new ArrayList<>();
    for (Examined one : all) {
      String preset = one.fastPath().isScenario() ? one.preset().shortName() : "";
      Examined reference =
          one.failure() != null
              ? one
              : references.computeIfAbsent(List.of(one.fastPath().name(), preset), key -> one);
      boolean agrees = one.digest() == reference.digest();
      result.add(agrees ? one : one.with(disagreement(one, reference)));
    }
    return List.copyOf(result);
  }

  private static Violation disagreement(Examined one, Examined reference) {
    String detail =
        String.format(
            "digest %#x, and %#x %s", one.digest(), reference.digest(), reference.place());
    return new Violation(Check.AGREEMENT, detail, List.of(), List.of());
  }

  /** Returns the result of a combination, if the combination was examined. */
  public Optional<Examined> at(FastPath fastPath, Preset preset, String compiler) {
    return examined.stream()
        .filter(e -> e.fastPath().equals(fastPath) && e.preset().equals(preset))
        .filter(e -> e.compiler().equals(compiler))
        .findFirst();
  }

  public List<Examined> failures() {
    return examined.stream().filter(e -> !e.passed()).toList();
  }
}

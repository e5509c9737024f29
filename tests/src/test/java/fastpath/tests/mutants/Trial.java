package fastpath.tests.mutants;

import com.google.common.base.Splitter;
import fastpath.codegen.Compiler;
import fastpath.codegen.source.CompileException;
import fastpath.emulator.image.LinkOptions;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.validate.Check;
import fastpath.lab.validate.Depth;
import fastpath.lab.validate.Examined;
import fastpath.lab.validate.Subject;
import fastpath.lab.validate.Validation;
import fastpath.lab.validate.Violation;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Steps;
import fastpath.lab.workshop.Workshop;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The trial of a fault: the result of the command that its entry names, run on kernelsrc with the
 * fault.
 *
 * @param noticed the command's message; empty if the command does not notice the fault
 * @param error the reason why the entry is not a valid fault, for example because no compiler
 *     accepts the code; empty if it is valid
 */
record Trial(Mutant mutant, String noticed, String error) {
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();
  private static final Splitter NAMES = Splitter.on(',');
  private static final Compiler OWN = Compilers.named(Compilers.OWN);

  /** Runs the command of a fault's entry. */
  static Trial of(Mutant mutant) {
    try {
      return new Trial(mutant, run(mutant), "");
    } catch (CompileException | IllegalStateException e) {
      return new Trial(mutant, "", e.getMessage());
    }
  }

  private static String run(Mutant mutant) {
    List<String> words = WORDS.splitToList(mutant.command());
    return switch (words.getFirst()) {
      case "validate" -> validate(mutant, words);
      case "measure" -> measure(mutant, words);
      default -> throw new IllegalStateException(mutant + ": no command " + words.getFirst());
    };
  }

  /**
   * Returns the first problem with the calls that tables and claims measure, empty if there is
   * none.
   */
  private static String measure(Mutant mutant, List<String> words) {
    try (Workshop workshop = new Workshop(mutant.sources())) {
      return groups(workshop.sources(), NAMES.splitToList(words.get(1)), words.get(2)).stream()
          .map(g -> Grid.fill(workshop, g.fastPaths(), g.presets(), List.of(OWN), Steps.SILENT))
          .flatMap(grid -> grid.problems().stream())
          .findFirst()
          .orElse("");
    }
  }

  private static String validate(Mutant mutant, List<String> words) {
    List<String> options = words.subList(3, words.size());
    Compiler compiler = Compilers.named(options.contains("gcc") ? "gcc" : Compilers.OWN);
    Depth depth = options.contains("twice") ? new Depth(2, 300) : Depth.ONE;
    try (Workshop workshop = new Workshop(mutant.sources())) {
      List<Subject.Group> groups =
          groups(workshop.sources(), NAMES.splitToList(words.get(1)), words.get(2));
      groups.forEach(group -> compile(workshop, group, compiler));
      Validation validation =
          Validation.of(workshop, groups, List.of(compiler), depth, Steps.SILENT);
      return validation.failures().stream().map(Trial::says).findFirst().orElse("");
    }
  }

  private static List<Subject.Group> groups(
      KernelSources sources, List<String> names, String presets) {
    List<Preset> chosen =
        NAMES.splitToList(presets).stream().map(p -> sources.preset(p).orElseThrow()).toList();
    List<Subject.Group> groups = Subject.select(sources, Set.copyOf(names), chosen);
    long found = groups.stream().mapToLong(group -> group.fastPaths().size()).sum();
    if (found != names.size()) {
      throw new IllegalStateException("one of " + names + " is no fast path");
    }
    return groups;
  }

  /**
   * Compiles the sources before any code runs: a fault that does not compile would be noticed by
   * every check.
   */
  private static void compile(Workshop workshop, Subject.Group group, Compiler compiler) {
    for (FastPath fastPath : group.fastPaths()) {
      for (Preset preset : group.presets()) {
        workshop.imageInContext(fastPath, preset, compiler, LinkOptions.kernel());
      }
    }
  }

  private static String says(Examined examined) {
    String what =
        Stream.ofNullable(examined.failure())
            .findFirst()
            .orElseGet(() -> says(examined.violations().getFirst()));
    return examined.fastPath().name() + " " + examined.preset().shortName() + ": " + what;
  }

  private static String says(Violation violation) {
    Check check = violation.check();
    String at = violation.at().isEmpty() ? "" : " at " + violation.at();
    return check.label() + at + " (" + violation.detail() + ")";
  }

  /** Returns the trial's line of the table. */
  String row() {
    String result = noticed.isEmpty() ? "SURVIVES" : noticed;
    result = error.isEmpty() ? result : "IS NO FAULT: " + error;
    String argument = mutant.survives().isEmpty() ? "" : " [" + mutant.survives() + "]";
    return String.format(
        "%-40s | %s | %s | %s%s", mutant.id(), mutant.kind(), mutant.command(), result, argument);
  }

  /** True if the result is the one that the catalogue states. */
  boolean isAsSaid() {
    return error.isEmpty() && noticed.isEmpty() == !mutant.survives().isEmpty();
  }
}

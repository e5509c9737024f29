package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.source.NearMiss;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Json;
import fastpath.lab.validate.Depth;
import fastpath.lab.validate.Injection;
import fastpath.lab.validate.InjectionReplay;
import fastpath.lab.validate.Subject;
import fastpath.lab.validate.Validation;
import fastpath.lab.validate.ValidationJson;
import fastpath.lab.validate.ValidationReport;
import fastpath.lab.validate.Violation;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    description = {
      "Runs every fast path on a kernel of several threads. There is one run "
          + "for each place at which an interrupt can come and wake a more urgent "
          + "thread, and further runs with a second interrupt at each later place. "
          + "In other runs another CPU wakes that thread at each place, with its IPI "
          + "there or at each later place. Result, data, registers, count, flags and "
          + "threads must be those of the run without interrupts. The other thread "
          + "must run when the model of preemption says so, and never inside a "
          + "region. No reschedule may be lost. All variants must agree in the run "
          + "without interrupts. Every compiler found is used unless --compiler "
          + "names some."
    },
    footer = {
      "",
      "An interrupt that comes while interrupts are off waits. Interrupts that "
          + "would be taken at the same place are one run. A repeated string "
          + "instruction counts as one instruction.",
      "",
      "Examples:",
      "  fastpath validate",
      "  fastpath validate hash-lookup --config V5 --compiler own",
      "  fastpath validate hash-lookup --config V5 --compiler own --at 3,40",
      "",
      "Exit code 1 if anything failed."
    })
final class ValidateCommand extends CliCommand {
  private static final String PAIRS = "1000";
  private static final String ALL = "all";
  private static final String AFAR = "afar:";

  @Parameters(
      paramLabel = "FASTPATH",
      arity = "0..*",
      description = "Name of a fast path (fastpath list shows all); all if none is named.")
  List<String> names = new ArrayList<>();

  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Largest number of interrupts in a run: 1 or 2 (the default).")
  int depth = 2;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Approximate limit on runs with two interrupts for each combination, or "
              + "all. If there are more, the first interrupt comes at every k-th place "
              + "only. Default: "
              + PAIRS
              + ".")
  String pairs = PAIRS;

  @Option(
      names = "--at",
      paramLabel = "N[,M]",
      description =
          "Repeat one run with a trace: an interrupt after N instructions and a "
              + "second one after M. none is the run without interrupts; afar:N[,M] is "
              + "another CPU's stores after N instructions and its IPI after M. Needs "
              + "one fast path and one config.")
  String at;

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  ValidateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  List<Compiler> compilersUsed() {
    return compilers.orEveryFound();
  }

  @Override
  ExitCode execute() throws IOException {
    depth();
    if (at != null) {
      try (Workshop workshop = new Workshop(overlays.single(), cache())) {
        return replay(workshop, groups(workshop.sources(), List.of(workshop.sources())));
      }
    }
    List<Compiler> chosen = compilersUsed();
    List<KernelSources> views = overlays.all();
    List<Validation> validations = new ArrayList<>();
    if (!json && compilers.names.isEmpty()) {
      Compilers.missing(chosen).forEach(name -> print(name + ": not found"));
    }
    for (KernelSources view : views) {
      if (interrupted(validations).isEmpty()) {
        validations.add(validate(view, groups(view, views), chosen));
      }
    }
    Optional<Problem> interrupted = interrupted(validations);
    if (json) {
      Map<String, Object> document = ValidationJson.of(validations);
      interrupted.ifPresent(problem -> document.putAll(problem.json()));
      terminal.out().print(Json.write(document));
    }
    if (interrupted.isPresent()) {
      note(interrupted.get().message());
      return interrupted.get().exitCode();
    }
    return code(validations.stream().allMatch(v -> v.failures().isEmpty()));
  }

  /** Returns the problem of an interrupted validation; empty if every validation is complete. */
  private static Optional<Problem> interrupted(List<Validation> validations) {
    return validations.stream().anyMatch(v -> v.missing() > 0)
        ? Problem.known(new Interrupted())
        : Optional.empty();
  }

  private List<Subject.Group> groups(KernelSources view, List<KernelSources> views) {
    Set<String> wanted = new LinkedHashSet<>(names);
    List<Subject.Group> groups = Subject.select(view, wanted, configs.presets(view, views));
    Set<String> found =
        groups.stream()
            .flatMap(group -> group.fastPaths().stream().map(FastPath::name))
            .collect(Collectors.toSet());
    wanted.stream()
        .filter(name -> !found.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw Failure.usage(
              "no fast path %s to validate%s; fastpath list names them all",
              name, NearMiss.question(name, Subject.names(view)));
        });
    if (!wanted.isEmpty() && !configs.names.isEmpty()) {
      groups.forEach(ValidateCommand::checkNeeds);
    }
    return groups;
  }

  /** Refuses a preset that does not meet the needs of a named fast path. */
  private static void checkNeeds(Subject.Group group) {
    for (FastPath fastPath : group.fastPaths()) {
      for (Preset preset : group.presets()) {
        if (!fastPath.isUnder(preset)) {
          throw Failure.usage(
              "%s is not for %s, which does not meet %s",
              fastPath.name(), preset.shortName(), String.join(" or ", fastPath.needs()));
        }
      }
    }
  }

  private Validation validate(
      KernelSources view, List<Subject.Group> groups, List<Compiler> chosen) {
    Validation validation;
    try (Workshop workshop = new Workshop(view, cache());
        Progress progress = new Progress(terminal)) {
      validation = Validation.of(workshop, groups, chosen, depth(), progress);
    }
    if (!json) {
      print(new ValidationReport(validation, terminal.columns()).lines());
    }
    return validation;
  }

  private Depth depth() {
    if (depth < 1 || depth > 2) {
      throw Failure.usage("--depth %d: 1 or 2", depth);
    }
    if (!pairs.equals(ALL) && !pairs.matches("[1-9]\\d{0,8}")) {
      throw Failure.usage("--pairs %s: a number, or all", pairs);
    }
    if (depth == 1) {
      return Depth.ONE;
    }
    return pairs.equals(ALL) ? Depth.EXHAUSTIVE : new Depth(depth, Long.parseLong(pairs));
  }

  private static ExitCode code(boolean passed) {
    return passed ? ExitCode.DONE : ExitCode.UNEXPECTED_RESULT;
  }

  private ExitCode replay(Workshop workshop, List<Subject.Group> groups) {
    List<FastPath> fastPaths = groups.stream().flatMap(g -> g.fastPaths().stream()).toList();
    List<Preset> presets = configs.presets(workshop.sources());
    if (names.size() != 1 || fastPaths.size() != 1 || presets.size() != 1) {
      throw Failure.usage("--at takes one fast path and one --config");
    }
    InjectionReplay replay =
        InjectionReplay.of(
            workshop,
            fastPaths.getFirst(),
            presets.getFirst(),
            compilers.single(),
            plan(),
            image -> new Narration(image, terminal.out()));
    print(replay.outcome());
    for (Violation violation : replay.violations()) {
      String detail = violation.detail().isEmpty() ? "" : ": " + violation.detail();
      print(violation.check().says() + detail);
      print(ValidationReport.places(violation));
    }
    if (replay.violations().isEmpty()) {
      print("every check passed");
    }
    return code(replay.violations().isEmpty());
  }

  private List<Injection> plan() {
    if (at.equals("none")) {
      return List.of();
    }
    if (!at.matches("(afar:)?\\d{1,9}(,\\d{1,9})?")) {
      throw Failure.usage(
          "--at %s: a number of instructions, two with a comma between, either after afar:, or none",
          at);
    }
    String numbers = at.replace(AFAR, "");
    List<Long> places = Arrays.stream(numbers.split(",")).map(Long::valueOf).toList();
    if (at.startsWith(AFAR)) {
      return List.of(new Injection.Afar(places.getFirst(), places.getLast()));
    }
    List<Injection> plan = new ArrayList<>();
    for (int rival = 0; rival < places.size(); rival++) {
      plan.add(new Injection.Wake(places.get(rival), rival));
    }
    return plan;
  }
}

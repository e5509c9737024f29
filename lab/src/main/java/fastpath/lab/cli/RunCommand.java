package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.lab.silicon.StateComparison;
import fastpath.lab.text.Json;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.OutcomeJson;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description =
        "Executes a function, or an executable from its entry point, and prints the value and the"
            + " counters.",
    footer = {
      "",
      "Example:",
      "  fastpath run mine.c --call f --args 3,0x10 --trace",
      "",
      "Exit code 3 if the guest faults or spends its budget; the code of a guest that exits is in"
          + " the output."
    })
final class RunCommand extends CliCommand {
  @Mixin FileArguments files;
  @Mixin CallOptions call;
  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;
  @Mixin SiliconOption silicon;

  @Option(
      names = "--trace",
      description =
          "A line an instruction: address, listing, registers and memory that changed (on the"
              + " standard error with --json).")
  boolean trace;

  @Option(
      names = "--schedule",
      paramLabel = "STEPS",
      description =
          "Replay the CPUs of one litmus test, .litmus or .c, in the order that litmus --witness"
              + " gives: the memory model, a colon, and the CPUs in the order they step, .drain"
              + " where a pending store reaches memory, .down where an access that is not aligned"
              + " begins at its highest byte (tso: P0 P1 P0.drain); or a file that holds"
              + " it.")
  String schedule;

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  /** The guest's standard output, kept under {@code --json} for the JSON document. */
  private final GuestOutput output = new GuestOutput();

  RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    files.needFile("run");
    if (schedule != null) {
      replay();
      return ExitCode.DONE;
    }
    call.check(silicon.asked);
    silicon.check(trace);
    Program program = files.read(terminal.in(), cache(), silicon.asked).withRoots(call.symbols());
    KernelSources kernel = overlays.single();
    Optional<Preset> preset =
        configs.single(kernel).or(() -> presetOfIncludes(kernel, program, sources));
    Compiler compiler = compilers.single();
    Options options = sources.options(kernel, preset);
    Outcome outcome;
    Optional<StateComparison> compared;
    try (Workshops workshops = workshops();
        Silicon host = silicon.open()) {
      Workshop workshop = workshops.of(kernel);
      Image image = program.link(workshop, preset, compiler, options, host.where());
      noteUndefined(image);
      call.checkSymbols(image);
      call.boot(image, files, cache(), silicon.asked);
      String function = function(image);
      MachineOptions machine = machine(image, preset);
      if (host.asked()) {
        SiliconCheck referee = new SiliconCheck(host.cpu(), image, machine);
        SiliconCheck.Verdict verdict =
            function == null
                ? referee.run()
                : referee.call(
                    function,
                    call.setup,
                    preset.isPresent(),
                    call.values(referee.scene().machine(), call.set()));
        outcome = verdict.outcome();
        compared = verdict.silicon();
      } else {
        outcome = run(image, machine, function, preset.isPresent());
        compared = Optional.empty();
      }
    }
    if (outcome.stop() == Stop.CANCELLED) {
      Optional<Problem> part = Problem.known(new Interrupted());
      print(outcome, compared, part);
      part.ifPresent(p -> note(p.message()));
      return ExitCode.INTERRUPTED;
    }
    print(outcome, compared, Optional.empty());
    if (outcome.stop() == Stop.LIMIT) {
      return ExitCode.GUEST_STOPPED;
    }
    if (compared.isPresent() && compared.get().differs()) {
      return ExitCode.UNEXPECTED_RESULT;
    }
    return outcome.stop() == Stop.FAULT ? ExitCode.GUEST_STOPPED : ExitCode.DONE;
  }

  private void replay() throws IOException {
    try (Workshops workshops = workshops()) {
      print(
          ScheduleReplay.lines(
              files.files,
              schedule,
              terminal.in(),
              workshops.of(overlays.single()),
              configs,
              compilers.single(),
              sources,
              terminal.columns()));
    }
  }

  /**
   * Returns the function that the user names; otherwise null if the program has an entry point, or
   * else {@code main}.
   */
  private String function(Image image) {
    if (call.function != null || image.entry() != 0) {
      return call.function;
    }
    if (image.symbol("main").isEmpty()) {
      throw Failure.usage(
          "fastpath run: --call F is needed: the program has neither _start nor main");
    }
    return "main";
  }

  private MachineOptions machine(Image image, Optional<Preset> preset) {
    OutputStream guest = json ? output : terminal.out();
    return call.limits(image, preset, MachineOptions.defaults())
        .withOutput(guest, terminal.err())
        .withCancelled(terminal.interruption()::isRequested);
  }

  private Outcome run(Image image, MachineOptions options, String function, boolean kernel) {
    Tracing tracing = new Tracing(image, json ? terminal.err() : terminal.out());
    GuestCall scene = GuestCall.of(image, trace ? options.withTracer(tracing) : options);
    if (function == null) {
      tracing.start();
      return scene.machine().run();
    }
    tracing.pause();
    scene.prepare(call.setup, kernel, call.values(scene.machine(), call.set()));
    tracing.start();
    Outcome outcome = scene.call(function);
    scene.machine().warnings().forEach(this::note);
    return outcome;
  }

  private void print(
      Outcome outcome, Optional<StateComparison> compared, Optional<Problem> problem) {
    if (json) {
      Map<String, Object> fields = OutcomeJson.of(outcome);
      problem.ifPresent(p -> fields.put("problem", p.message()));
      fields.put("output", output.text());
      compared.ifPresent(c -> fields.put("silicon", c.json()));
      terminal.out().print(Json.write(fields));
      return;
    }
    print(GuestCall.describe(outcome) + decimal(outcome));
    TextTable table = new TextTable();
    OutcomeJson.counters(outcome.counters())
        .forEach((name, n) -> table.row("  " + name, n == null ? "-" : n));
    table.row("  seconds", String.format(Locale.ROOT, "%.6f", outcome.seconds()));
    print(table.lines());
    compared.ifPresent(c -> print(c.lines()));
    if (silicon.asked && compared.isEmpty()) {
      print(
          "silicon was not asked: "
              + (outcome.stop() == Stop.LIMIT ? "the budget is spent" : "the run is a part"));
    }
  }

  private static String decimal(Outcome outcome) {
    return outcome.stop() == Stop.RETURN ? " (" + outcome.value() + ")" : "";
  }
}

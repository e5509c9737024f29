package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Json;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.OutcomeJson;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Scene;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
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
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;

  @Option(
      names = "--trace",
      description =
          "A line an instruction: address, listing, registers and memory that changed (on the"
              + " standard error with --json).")
  boolean trace;

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    call.check();
    Program program = files.read(terminal.in());
    Optional<Preset> preset = configs.single();
    Compiler compiler = compilers.single();
    Options options = sources.options(preset);
    Outcome outcome;
    try (Workshop workshop = new Workshop()) {
      Image image = program.link(workshop, preset, compiler, options, LinkOptions.kernel());
      call.checkSymbols(image);
      outcome = run(image, preset);
    }
    print(outcome);
    return outcome.stop() == Stop.FAULT || outcome.stop() == Stop.LIMIT
        ? ExitCode.GUEST_STOPPED
        : ExitCode.DONE;
  }

  private Outcome run(Image image, Optional<Preset> preset) {
    PrintStream guest = json ? terminal.err() : terminal.out();
    MachineOptions options =
        preset
            .map(Scene::options)
            .orElse(MachineOptions.defaults())
            .withMaxInstructions(Long.MAX_VALUE)
            .withOutput(guest, terminal.err());
    Tracing tracing = new Tracing(image, guest);
    if (trace) {
      options = options.withTracer(tracing);
    }
    Scene scene = Scene.of(image, call.limits(options));
    if (call.function == null) {
      if (image.entry() == 0) {
        throw Failure.usage("fastpath run: --call F is needed: this is not an executable");
      }
      tracing.start();
      return scene.machine().run();
    }
    tracing.pause();
    scene.prepare(call.setup, preset.isPresent(), call.values(scene.machine()));
    tracing.start();
    return scene.call(call.function);
  }

  private void print(Outcome outcome) {
    if (json) {
      terminal.out().print(Json.write(OutcomeJson.of(outcome)));
      return;
    }
    print(Scene.describe(outcome) + decimal(outcome));
    TextTable table = new TextTable();
    OutcomeJson.counters(outcome.counters()).forEach((name, n) -> table.row("  " + name, n));
    table.row("  seconds", String.format(Locale.ROOT, "%.6f", outcome.seconds()));
    print(table.lines());
  }

  private static String decimal(Outcome outcome) {
    return outcome.stop() == Stop.RETURN ? " (" + outcome.value() + ")" : "";
  }
}

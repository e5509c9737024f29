package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import fastpath.emulator.EngineKind;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.usage.Completion;
import fastpath.lab.workshop.Compilers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description =
        "Prints a script with which a shell completes commands, options, and values such as"
            + " presets.",
    footer = {"", "Examples:", "  fastpath completion bash", "  fastpath completion fish"})
final class CompletionCommand extends CliCommand {
  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  String shell;

  CompletionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Completion known =
        Completion.named(shell)
            .orElseThrow(() ->
                Failure.usage(
                    "fastpath completion %s: %s",
                    shell,
                    Stream.of(Completion.values())
                        .map(Completion::label)
                        .collect(Collectors.joining(", "))));
    terminal.out().print(known.script(Cli.program(terminal), values()));
    return ExitCode.DONE;
  }

  /** Returns the values of options whose values are names. */
  private static Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put(
        "--config",
        KernelSources.BASE.allPresets().stream().map(Preset::shortName).distinct().toList());
    values.put(
        "--compiler", Stream.concat(Stream.of(Compilers.OWN), Compilers.OTHERS.stream()).toList());
    values.put("--frame", Stream.of(FrameStrategy.values()).map(FrameStrategy::option).toList());
    values.put("--engine", Stream.of(EngineKind.values()).map(EngineKind::label).toList());
    values.put("--format", RowFormat.labels());
    values.put("--sort", KeptRow.COUNTERS);
    return values;
  }
}

package fastpath.lab.cli;

import fastpath.codegen.source.NearMiss;
import fastpath.lab.usage.ManPage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "man",
    description =
        "Prints a manual page, of a command or of the whole program, in the format of man.",
    footer = {
      "",
      "Examples:",
      "  fastpath man",
      "  fastpath man measure",
      "",
      "man shows the page:",
      "  man -l <(fastpath man measure)"
    })
final class ManCommand extends CliCommand {
  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "The command; the program itself if none is named.")
  String command;

  ManCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    CommandLine program = Cli.program(terminal);
    CommandLine of = command == null ? program : program.getSubcommands().get(command);
    if (of == null) {
      throw Failure.usage(
          "fastpath man %s: no such command%s",
          command, NearMiss.question(command, program.getSubcommands().keySet().stream()));
    }
    Map<Integer, String> exits = new LinkedHashMap<>();
    Stream.of(ExitCode.values()).forEach(code -> exits.put(code.number(), code.meaning()));
    terminal.out().print(ManPage.of(of, Cli.version(), exits));
    return ExitCode.DONE;
  }
}

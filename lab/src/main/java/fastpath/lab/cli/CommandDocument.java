package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.source.NearMiss;
import fastpath.lab.workshop.Workshop;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine;

/**
 * The JSON document that a command prints.
 *
 * @param kind the command's name, with {@code --article} where the document is the article's
 * @param json the document; empty if the command failed and printed none
 */
record CommandDocument(String kind, String json, ExitCode exitCode) {
  private static final String JSON = "--json";
  private static final String ARTICLE = "--article";

  /** Options that add to a document what a page shows. */
  private static final List<String> ADDED = List.of("--listing", "--witness");

  /**
   * Runs a command and returns its document. Remarks go to the terminal's stderr.
   *
   * @param in what the command reads as its standard input
   * @param kept the workshop for kernelsrc that the command uses; null for one of its own
   * @param typed the command's name and arguments, without the options for JSON
   * @throws Failure if there is no such command, or if it prints no JSON
   */
  static CommandDocument of(Terminal terminal, InputStream in, Workshop kept, List<String> typed) {
    List<String> args = new ArrayList<>(typed);
    CommandLine command = command(terminal, typed.getFirst());
    add(JSON, args);
    for (String option : ADDED) {
      if (command.getCommandSpec().findOption(option) != null) {
        add(option, args);
      }
    }
    var out = new ByteArrayOutputStream();
    Terminal inner =
        new Terminal(
            in,
            new PrintStream(out, false, StandardCharsets.UTF_8),
            terminal.err(),
            terminal.columns(),
            terminal.interactive(),
            terminal.interruption());
    int code = new Cli(inner, kept).execute(args.toArray(String[]::new));
    inner.out().flush();
    String kind = typed.getFirst() + (typed.contains(ARTICLE) ? " " + ARTICLE : "");
    return new CommandDocument(kind, out.toString(StandardCharsets.UTF_8), ExitCode.of(code));
  }

  /**
   * Returns the compilers that a command uses.
   *
   * @param typed the command's name and arguments, with which the command can be run
   */
  static List<Compiler> compilers(Terminal terminal, List<String> typed) {
    CommandLine command = command(terminal, typed.getFirst()).setExpandAtFiles(false);
    command.parseArgs(typed.subList(1, typed.size()).toArray(String[]::new));
    return ((CliCommand) command.getCommand()).compilersUsed();
  }

  private static void add(String option, List<String> args) {
    if (!args.contains(option)) {
      args.add(1, option);
    }
  }

  private static CommandLine command(Terminal terminal, String name) {
    Map<String, CommandLine> commands = Cli.commandLines(terminal);
    commands.values().removeIf(line -> line.getCommandSpec().findOption(JSON) == null);
    CommandLine command = commands.get(name);
    if (command == null) {
      throw Failure.usage(
          "fastpath report: %s is no command with --json%s; they are %s",
          name,
          NearMiss.question(name, commands.keySet().stream()),
          String.join(", ", new TreeSet<>(commands.keySet())));
    }
    return command;
  }
}

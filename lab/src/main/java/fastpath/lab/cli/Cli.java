package fastpath.lab.cli;

import fastpath.lab.usage.CommandList;
import fastpath.lab.usage.ParserMessage;
import fastpath.lab.workshop.Workshop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line: finds the command, runs the command, and reports a failure in one line. */
public final class Cli {
  private static final Map<String, Function<Terminal, CliCommand>> COMMANDS = commands();

  /** Options that are answered without picocli, because loading picocli takes time. */
  private static final Set<String> VERSION = Set.of("-V", "--version");

  private static final String HELP = "help";

  private final Terminal terminal;
  private final Workshop kept;

  public Cli(Terminal terminal) {
    this(terminal, null);
  }

  /**
   * Creates a command line whose commands share a workshop.
   *
   * @param kept a workshop for kernelsrc without an overlay; null for one for each command
   */
  Cli(Terminal terminal, Workshop kept) {
    this.terminal = terminal;
    this.kept = kept;
  }

  private static Map<String, Function<Terminal, CliCommand>> commands() {
    Map<String, Function<Terminal, CliCommand>> commands = new LinkedHashMap<>();
    commands.put("reproduce", ReproduceCommand::new);
    commands.put("measure", MeasureCommand::new);
    commands.put("compare", CompareCommand::new);
    commands.put("blame", BlameCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("compile", CompileCommand::new);
    commands.put("disassemble", DisassembleCommand::new);
    commands.put("litmus", LitmusCommand::new);
    commands.put("report", ReportCommand::new);
    commands.put("serve", ServeCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("man", ManCommand::new);
    return commands;
  }

  /** Returns a parser for each command, by the command's name. */
  static Map<String, CommandLine> commandLines(Terminal terminal) {
    Map<String, CommandLine> lines = new LinkedHashMap<>();
    COMMANDS.forEach((name, maker) -> lines.put(name, new CommandLine(maker.apply(terminal))));
    return lines;
  }

  /** Returns the parser of the program with all commands. */
  static CommandLine program(Terminal terminal) {
    CommandLine program = new CommandLine(new Root());
    commandLines(terminal).forEach(program::addSubcommand);
    return program;
  }

  /** Returns the program's name and version. */
  static String version() {
    String version = Cli.class.getPackage().getImplementationVersion();
    return "fastpath " + (version == null ? "(unpackaged)" : version);
  }

  /** Runs one command, and returns the exit code that CLI.md defines. */
  public int execute(String... typed) {
    String[] args = withoutHelp(typed);
    if (args.length == 1 && VERSION.contains(args[0])) {
      terminal.out().println(version());
      return written(ExitCode.DONE.number());
    }
    Root root = new Root();
    CommandLine line = new CommandLine(root);
    // picocli reads a command class by reflection, so only the class of the command on the command
    // line is built.
    String named = args.length > 0 && COMMANDS.containsKey(args[0]) ? args[0] : null;
    COMMANDS.forEach((name, maker) -> {
      if (named == null || named.equals(name)) {
        CliCommand command = maker.apply(terminal);
        command.use(kept);
        line.addSubcommand(name, command);
        command.configure(line.getSubcommands().get(name));
      }
    });
    line.setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 120));
    line.getHelpSectionMap()
        .put(
            CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            help -> CommandList.text(line.getSubcommands(), line.getUsageHelpWidth()));
    line.setOut(new java.io.PrintWriter(terminal.out(), true));
    line.setErr(new java.io.PrintWriter(terminal.err(), true));
    line.setParameterExceptionHandler(this::badUsage);
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, root.stack));
    // An argument that begins with @ is a symbol's address, not a file of arguments.
    line.setExpandAtFiles(false);
    return written(line.execute(args));
  }

  /** Returns the arguments with {@code help} and {@code help COMMAND} replaced by the option. */
  private static String[] withoutHelp(String[] typed) {
    if (typed.length == 0 || typed.length > 2 || !typed[0].equals(HELP)) {
      return typed;
    }
    if (typed.length == 1) {
      return new String[] {"--help"};
    }
    return COMMANDS.containsKey(typed[1])
        ? new String[] {typed[1], "--help"}
        : new String[] {typed[1]};
  }

  /**
   * Returns the given exit code; {@code BAD_INPUT} if the results could not be written, or the
   * signal's exit code if the command was interrupted.
   */
  private int written(int code) {
    if (!terminal.out().checkError()) {
      return code == ExitCode.INTERRUPTED.number() ? terminal.interruption().exitCode() : code;
    }
    String reason =
        terminal.out() instanceof ResultStream stream
            ? stream.failure().orElse("it failed")
            : "it failed";
    return report("the results could not be written: " + reason, ExitCode.BAD_INPUT);
  }

  private int badUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    return report(
        name
            + ": "
            + Problem.oneLine(ParserMessage.of(failure, COMMANDS.keySet().stream()))
            + "; see "
            + name
            + " --help",
        ExitCode.BAD_INPUT);
  }

  private int failed(Exception failure, boolean stack) {
    if (stack) {
      failure.printStackTrace(terminal.err());
    }
    return report(Problem.of(failure));
  }

  private int report(Problem problem) {
    terminal.out().flush();
    problem.lines(terminal.interactive()).forEach(terminal.err()::println);
    return problem.exitCode().number();
  }

  private int report(String message, ExitCode code) {
    return report(new Problem(Problem.oneLine(message), code));
  }

  @Command(
      name = "fastpath",
      synopsisSubcommandLabel = "COMMAND",
      description = {
        "Tests what \"Optimizing preemption\" (LWN, August 2013) says about kernel fast paths:"
            + " compiles them under each way of counting preemption, executes them instruction by"
            + " instruction, and counts."
      },
      footer = {
        "",
        "Examples:",
        "  fastpath reproduce leaf",
        "  fastpath measure mine.c --call f --config V4 --compiler own --compiler gcc",
        "",
        "fastpath COMMAND --help shows a command's options and an example.",
      })
  static final class Root implements Runnable {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this text.")
    boolean help;

    @Option(
        names = {"-V", "--version"},
        description = "Show the version.")
    boolean version;

    @Option(names = "-X", hidden = true)
    boolean stack;

    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "which command?");
    }
  }
}

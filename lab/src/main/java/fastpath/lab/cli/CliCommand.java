package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.emulator.image.Image;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.demangle.Demangler;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The base class of all commands: the common options, the cache, and the handling of problems. */
abstract class CliCommand implements Callable<Integer> {
  private static final String AUTO = "auto";

  final Terminal terminal;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  @Option(
      names = "--no-cache",
      description = "Neither read nor write what is kept in $XDG_CACHE_HOME/fastpath.")
  boolean noCache;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description =
          "always, never, or auto (the default): on a terminal, unless NO_COLOR is set. A mark in the"
              + " text says the same as the colour.")
  String color = AUTO;

  @Spec CommandSpec spec;

  /** Remarks and undefined symbols that are already printed. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** The workshop that the caller keeps for several commands; null for none. */
  private Workshop kept;

  CliCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() throws Exception {
    try {
      isColored();
      noteKernels();
      return execute().number();
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw Exhausted.of(String.join(" ", spec.commandLine().getParseResult().originalArgs()), e);
    }
  }

  abstract ExitCode execute() throws Exception;

  /**
   * True if the output has colours.
   *
   * @throws Failure if {@code --color} is none of its values
   */
  final boolean isColored() {
    return switch (color) {
      case "always" -> true;
      case "never" -> false;
      case AUTO -> terminal.colorful();
      default -> throw Failure.usage("--color %s: auto, always or never", color);
    };
  }

  /**
   * Makes the command use a workshop that is kept for several commands.
   *
   * @param workshop a workshop for kernelsrc without an overlay; null for none
   */
  final void use(Workshop workshop) {
    kept = workshop;
  }

  /** Returns the workshops of this command. */
  final Workshops workshops() {
    return new Workshops(kept, cache());
  }

  /**
   * Returns the compilers that the command uses; none for a command without {@code --compiler}, and
   * none under {@code --cases}, whose file can name other compilers for each case. Called after the
   * arguments are parsed.
   */
  List<Compiler> compilersUsed() {
    if (mixins(spec, CasesOption.class).anyMatch(cases -> cases.file != null)) {
      return List.of();
    }
    return mixins(spec, CompilerOption.class).flatMap(option -> option.found().stream()).toList();
  }

  /**
   * Returns the groups of options of a class that a command has, also those within other groups.
   */
  private static <T> Stream<T> mixins(CommandSpec options, Class<T> group) {
    return Stream.concat(
        Stream.of(options.userObject()).filter(group::isInstance).map(group::cast),
        options.mixins().values().stream().flatMap(inner -> mixins(inner, group)));
  }

  /** Changes how the command's arguments are parsed; called before they are. */
  void configure(CommandLine line) {}

  /** Returns the cache of results of earlier commands; an empty cache under {@code --no-cache}. */
  final Cache cache() {
    return noCache ? Cache.none() : Cache.ofUser();
  }

  /**
   * Returns the result of the work on one of several items; if the item has a problem, prints the
   * problem on stderr and returns what {@code failed} makes of the problem. An exception that the
   * input did not cause is rethrown.
   */
  final <T> T item(String what, Problem.Work<T> work, Function<Problem, T> failed)
      throws IOException {
    try {
      return Exhausted.guard(what, work);
    } catch (IOException | RuntimeException e) {
      Problem problem = Problem.known(e).orElse(null);
      if (problem == null) {
        throw e;
      }
      problem.lines(terminal.interactive()).forEach(this::note);
      return failed.apply(problem);
    }
  }

  /** Does the work on one of several items; a problem is printed and given to {@code failed}. */
  final void attempt(String what, Problem.Work<?> work, Consumer<Problem> failed)
      throws IOException {
    item(
        what,
        () -> {
          work.run();
          return null;
        },
        problem -> {
          failed.accept(problem);
          return null;
        });
  }

  /** Prints that the user has interrupted the command, and returns the problem. */
  final Problem interrupted() {
    Problem problem = Problem.known(new Interrupted()).orElseThrow();
    note(problem.message());
    return problem;
  }

  final void print(String line) {
    terminal.out().println(line);
  }

  final void print(Iterable<String> lines) {
    lines.forEach(this::print);
  }

  /** Prints the image's remarks and its undefined symbols, each once per command. */
  final void noteUndefined(Image image) {
    image.remarks().stream().filter(told::add).forEach(this::note);
    List<String> names = image.undefined().names().stream().filter(told::add).toList();
    if (!names.isEmpty()) {
      String text =
          "not defined, so a trap where it is reached: "
              + names.stream().map(Demangler::name).collect(Collectors.joining(", "));
      wrapped(text).forEach(this::note);
    }
  }

  /** Prints which preset each kernel's own .config amounts to that {@code --config} names. */
  private void noteKernels() {
    mixins(spec, ConfigOption.class)
        .flatMap(configs -> configs.kernels(KernelSources.BASE).stream())
        .forEach(line -> wrapped(line).forEach(this::note));
  }

  /**
   * Returns the preset of a program that is linked without {@code --config}: if a source includes a
   * header of kernelsrc, a preset in which only the symbols of {@code -D} are set, so that the
   * support files are linked; empty if no source does.
   */
  final Optional<Preset> presetOfIncludes(
      KernelSources kernel, Program program, SourceOptions sources) {
    Optional<KernelHeaders.Use> use = new KernelHeaders(kernel, sources.includes).first(program);
    Map<String, String> config = sources.config(kernel.kconfig());
    String set =
        config.isEmpty()
            ? "no symbol is set: a kernel without preemption, as V0"
            : "only the symbols of -D are set";
    use.map(u ->
            "%s includes %s of kernelsrc, whose support files are linked; without --config %s"
                .formatted(u.file(), u.header(), set))
        .filter(told::add)
        .ifPresent(line -> wrapped(line).forEach(this::note));
    return use.map(u -> new Preset("", "", set, Optional.empty(), config));
  }

  private List<String> wrapped(String line) {
    return Paragraph.wrap(line, terminal.columns(), "", "  ");
  }

  final void note(String line) {
    terminal.err().println(line);
  }
}

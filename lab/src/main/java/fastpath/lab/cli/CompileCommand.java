package fastpath.lab.cli;

import fastpath.codegen.Compiled;
import fastpath.codegen.Compiler;
import fastpath.codegen.MakeRule;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.Preprocessed;
import fastpath.codegen.option.Dump;
import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Source;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

@Command(
    name = "compile",
    preprocessor = CcFlags.class,
    description =
        "Compiles one C file, or assembles one .s or .S file, to an ELF object for x86-64. Flags of"
            + " cc go to gcc and clang as they are; our compiler takes those that it honours (-std=c99"
            + " and later, -ffreestanding, -funsigned-char, -fshort-enums, -fpack-struct, -include,"
            + " -imacros, -isystem, -iquote, -idirafter, -nostdinc, -x, -ffile-prefix-map, -M, -MM, -MD,"
            + " -MMD with -MF, -MT, -MQ, -MP, -MG, and -W flags) and those that cannot change what the"
            + " program computes, as -O2, -g, -fwrapv, and refuses every other by its name. A bit-field"
            + " wider than int is computed with in its declared type, as clang does; gcc keeps its"
            + " width.",
    footer = {
      "",
      "Examples:",
      "  fastpath compile -c mine.c -o mine.o",
      "  fastpath compile -S --frame frame-pointer mine.c"
    })
final class CompileCommand extends CliCommand {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Parameters(paramLabel = "FILE", description = "The source; - reads C from the standard input.")
  String file;

  @Option(names = "-S", description = "Write assembler source instead of an object.")
  boolean assembly;

  @Option(
      names = "-E",
      description =
          "Write the source after preprocessing, with line markers, to the standard output or -o. Our"
              + " compiler's, as are -M and -MM, which write a rule for make.")
  boolean preprocess;

  @Option(names = "-c", description = "Write an object, which is the default.")
  boolean object;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description =
          "Output file; - is the standard output. Without -o an object goes to a "
              + "file in the current folder with the source's name and .o, and -S writes "
              + "to the standard output.")
  Path output;

  @Option(
      names = "--frame",
      paramLabel = "HOW",
      description =
          "shrink-wrapped (saves only where a path needs them; the default), prologue (all on"
              + " entry) or frame-pointer (always, through rbp).")
  String frame = "shrink-wrapped";

  @Option(
      names = "--dump",
      paramLabel = "STAGE",
      description =
          "Print what a stage of our compiler made: its name, or all; repeatable. An unknown name"
              + " lists the stages.")
  List<String> dumps = new ArrayList<>();

  @Mixin SourceOptions sources;
  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;

  /** The flags of cc that have arguments of their own, each followed by its argument. */
  final List<String> withArguments = new ArrayList<>();

  @Unmatched List<String> others = new ArrayList<>();

  CompileCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() throws IOException {
    others.stream()
        .filter(other -> !other.startsWith("-"))
        .findFirst()
        .ifPresent(other -> {
          throw Failure.usage("fastpath compile: one file at a time, not %s too", other);
        });
    List<String> flags = new ArrayList<>(flags());
    Optional<MakeRule> rule = rule(flags);
    Source source =
        flags.stream().anyMatch(flag -> flag.startsWith("-x"))
            ? Inputs.text(file, terminal.in())
            : Inputs.source(file, terminal.in());
    Compiler compiler = compilers.single();
    KernelSources kernel = overlays.single();
    Options asked =
        sources
            .options(kernel, configs.single(kernel))
            .withStrategy(new Strategy(FrameOption.named(frame)))
            .withCflags(flags)
            .withAssembly(assembly);
    try (Workshop workshop = new Workshop(kernel, cache())) {
      Options options = workshop.withHeaders(asked, compiler);
      if (rule.isPresent()) {
        write(rule.get(), preprocessed(compiler, source, options, rule.get().missing()));
      }
      if (rule.isPresent() && rule.get().only()) {
        return ExitCode.DONE;
      }
      if (preprocess) {
        Preprocessed made = preprocessed(compiler, source, options, false);
        warn(made.warnings());
        write(made.text().getBytes(StandardCharsets.UTF_8), true);
        return ExitCode.DONE;
      }
      Compiled compiled =
          dumps.isEmpty() ? compiler.compile(source, options) : dumped(source, options);
      warn(compiled.warnings());
      write(compiled);
    }
    return ExitCode.DONE;
  }

  private static Optional<MakeRule> rule(List<String> flags) {
    try {
      return MakeRule.take(flags);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("%s", e.getMessage());
    }
  }

  private static Preprocessed preprocessed(
      Compiler compiler, Source source, Options options, boolean missing) {
    try {
      return compiler.preprocess(source, options, missing);
    } catch (UnsupportedOperationException e) {
      throw Failure.usage("%s", e.getMessage());
    }
  }

  /** Writes the rule for make: to -MF; under -M to -o; else beside the object. */
  private void write(MakeRule rule, Preprocessed made) throws IOException {
    boolean beside = !rule.only() && output != null && !output.equals(STANDARD_OUTPUT);
    String target = beside ? output.toString() : objectName().toString();
    String text = rule.text(target, file, rule.system() ? made.included() : made.user());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (rule.file().isPresent() && !rule.file().get().equals("-")) {
      OutputFile.write("-MF", Inputs.path(rule.file().get()), bytes, List.of(file));
    } else if (rule.only() || rule.file().isPresent()) {
      write(bytes, true);
    } else {
      OutputFile.write(
          "-MD",
          Inputs.path(target.replaceFirst("(?<=[^/])\\.[^./]*$", "") + ".d"),
          bytes,
          List.of(file));
    }
  }

  private void warn(List<Diagnostic> warnings) {
    warnings.stream()
        .flatMap(warning -> Problem.lines(warning, terminal.interactive()))
        .forEach(this::note);
  }

  private void write(Compiled compiled) throws IOException {
    byte[] made =
        assembly ? compiled.assembly().getBytes(StandardCharsets.UTF_8) : compiled.object();
    write(made, assembly);
  }

  /** Writes the output to -o; without -o text goes to the standard output. */
  private void write(byte[] made, boolean isText) throws IOException {
    if (output == null ? isText : output.equals(STANDARD_OUTPUT)) {
      terminal.out().write(made);
      return;
    }
    Path to = output == null ? objectName() : output;
    OutputFile.write("-o", to, made, List.of(file));
  }

  /** Returns the flags for cc: those of --cflags, followed by those on the command line. */
  private List<String> flags() {
    return Stream.of(sources.flags(), withArguments, others).flatMap(List::stream).toList();
  }

  private Path objectName() {
    String name = Path.of(file.equals("-") ? "stdin.c" : file).getFileName().toString();
    return Path.of(name.replaceFirst("\\.[^.]*$", "") + ".o");
  }

  private Compiled dumped(Source source, Options options) {
    Set<String> stages = new LinkedHashSet<>();
    boolean[] any = {false};
    Dump dump =
        (stage, text) -> {
          stages.add(stage);
          if (dumps.contains(stage) || dumps.contains("all")) {
            any[0] = true;
            printStage(stage, text);
          }
        };
    Compiled compiled = new OwnCompiler(dump).compile(source, options);
    if (!any[0]) {
      throw Failure.usage(
          "--dump %s: the stages are %s", String.join(",", dumps), String.join(", ", stages));
    }
    return compiled;
  }

  private void printStage(String stage, Supplier<String> text) {
    print("; " + stage);
    print(text.get().stripTrailing());
  }
}

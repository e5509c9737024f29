package fastpath.codegen;

import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.pp.HeaderCache;
import fastpath.codegen.pp.PredefinedMacros;
import fastpath.codegen.pp.Preprocessor;
import fastpath.codegen.source.ChildProcesses;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.TemporaryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A gcc-compatible driver (gcc, clang, or a path to one) run with the kernel's flags. The includes
 * must exist as folders: {@link Options#includeDirs}.
 */
public final class GccCompiler implements Compiler {
  /** The flags of every compilation by gcc or clang; a frame strategy and the user add others. */
  public static final List<String> KERNEL_FLAGS =
      List.of(
          "-std=gnu11",
          "-O2",
          "-g",
          "-mgeneral-regs-only",
          "-mno-red-zone",
          "-mcmodel=kernel",
          "-fno-pic",
          "-fno-pie",
          "-fno-common",
          "-fno-strict-aliasing",
          "-fno-stack-protector",
          "-fcf-protection=none",
          "-fasynchronous-unwind-tables",
          "-w");

  /** The properties of a compilation that decide which macros a compiler predefines. */
  private record Dialect(boolean assembly, FrameStrategy frame) {}

  /** The longest that one run of the driver may take, in seconds. */
  private static final long MOST_SECONDS = 60;

  private final String name;
  private final Path driver;
  private final String version;
  private final HeaderCache headers = new HeaderCache();
  private final Map<Dialect, PredefinedMacros> predefined = new ConcurrentHashMap<>();

  private GccCompiler(String name, Path driver, String version) {
    this.name = name;
    this.driver = driver;
    this.version = version;
  }

  /**
   * The compilers among gcc and clang that are on PATH. Each compiler is started once, to learn its
   * version.
   */
  public static List<GccCompiler> discover() {
    return Stream.of("gcc", "clang")
        .parallel()
        .map(GccCompiler::find)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Returns a driver by its name on PATH or by its path; empty if no such driver exists or it does
   * not start.
   *
   * @param nameOrPath such as {@code gcc}, {@code clang-18} or {@code /opt/cross/bin/gcc}
   */
  public static Optional<GccCompiler> find(String nameOrPath) {
    return onPath(nameOrPath)
        .flatMap(driver -> {
          try {
            Run run = run(List.of(driver.toString(), "--version"), driver.getParent());
            String first = run.out.lines().findFirst().orElse("");
            return run.exit == 0
                ? Optional.of(new GccCompiler(nameOrPath, driver, first))
                : Optional.empty();
          } catch (IOException e) {
            return Optional.empty();
          }
        });
  }

  private static Optional<Path> onPath(String nameOrPath) {
    if (nameOrPath.contains("/")) {
      return Optional.of(Path.of(nameOrPath).toAbsolutePath()).filter(Files::isExecutable);
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, nameOrPath).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  /** True if the compiler is clang, whose flags differ a little. */
  public boolean isClang() {
    return version.contains("clang");
  }

  @Override
  public Compiled compile(Source source, Options options) {
    try {
      Path work = TemporaryFiles.folder("fastpath-cc");
      try {
        return compileIn(work, source, options);
      } finally {
        TemporaryFiles.remove(work);
      }
    } catch (IOException e) {
      throw new CompileException(source.name(), 0, 0, name + " could not be run: " + reason(e));
    }
  }

  /** Returns the driver's path. */
  public Path driver() {
    return driver;
  }

  @Override
  public Optional<Content> content(Source source, Options options) {
    if (!options.cflags().isEmpty() || !options.undefines().isEmpty()) {
      return Optional.empty();
    }
    List<String> compiler = new ArrayList<>(List.of(name, version));
    compiler.addAll(codeFlags(options.strategy().frame()));
    return preprocess(source, options)
        .map(text -> new Content(compiler, source.name(), named(text, options)));
  }

  private Optional<String> preprocess(Source source, Options options) {
    if (!source.isPreprocessed()) {
      return Optional.of(source.text());
    }
    PredefinedMacros macros =
        predefined.computeIfAbsent(
            new Dialect(source.isAssembly(), options.strategy().frame()), this::predefined);
    Includes includes = Includes.of(options.includeDirs());
    Preprocessor.Flags flags = Preprocessor.Flags.NONE.with(options.defines(), Set.of());
    return Preprocessor.textFor(macros, source, includes, flags, headers, new Governor());
  }

  /** Returns the text with the names that the object has for its files. */
  private static String named(String text, Options options) {
    String out = text;
    for (Map.Entry<Path, String> folder : options.folderNames().entrySet()) {
      out = out.replace(folder.getKey().toString(), folder.getValue());
    }
    return out;
  }

  private PredefinedMacros predefined(Dialect dialect) {
    List<String> command = new ArrayList<>(List.of(driver.toString()));
    command.addAll(codeFlags(dialect.frame));
    String language = dialect.assembly ? "assembler-with-cpp" : "c";
    command.addAll(List.of("-dM", "-E", "-x", language, "/dev/null"));
    try {
      Run run = run(command, driver.getParent());
      if (run.exit != 0) {
        throw new CompileException("/dev/null", 0, 0, name + ": " + run.out);
      }
      return PredefinedMacros.of(run.out);
    } catch (IOException e) {
      throw new CompileException("/dev/null", 0, 0, name + " could not be run: " + reason(e));
    }
  }

  private Compiled compileIn(Path work, Source source, Options options) throws IOException {
    String name = Path.of(source.name()).getFileName().toString();
    // gcc derives the language from the file's suffix, which standard input lacks.
    Path file = work.resolve(source.isAssembly() || name.endsWith(".c") ? name : "stdin.c");
    // #line keeps the caller's name in diagnostics and line tables.
    String marker =
        source.isPreprocessed()
            ? "#line 1 \"" + source.name().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n"
            : "";
    TemporaryFiles.write(file, (marker + source.text()).getBytes(StandardCharsets.UTF_8));
    Path object = work.resolve("out.o");
    List<String> command = new ArrayList<>();
    command.add(driver.toString());
    command.addAll(flags(source, options));
    command.add("-ffile-prefix-map=" + work + "=.");
    command.add(file.toString());
    List<Diagnostic> warnings = run(source, work, command, "-c", object);
    String assembly = "";
    if (options.assembly()) {
      Path text = work.resolve("out.s");
      run(source, work, command, "-S", text);
      assembly = Files.readString(text, StandardCharsets.UTF_8);
    }
    return new Compiled(Files.readAllBytes(object), assembly, warnings);
  }

  /** Returns the flags that do not depend on the source and its folders; a new list. */
  private List<String> codeFlags(FrameStrategy frame) {
    List<String> flags = new ArrayList<>(KERNEL_FLAGS);
    flags.addAll(frameFlags(frame));
    // The source lines are ours: the driver would quote the text with a #line before it.
    flags.add(isClang() ? "-fno-caret-diagnostics" : "-fno-diagnostics-show-caret");
    return flags;
  }

  private List<String> frameFlags(FrameStrategy frame) {
    return switch (frame) {
      case SHRINK_WRAPPED -> List.of("-fomit-frame-pointer");
      case PROLOGUE ->
          isClang()
              ? List.of("-fomit-frame-pointer", "-mllvm", "-enable-shrink-wrap=false")
              : List.of("-fomit-frame-pointer", "-fno-shrink-wrap");
      // Without -fno-shrink-wrap a path without a call has no frame. A leaf function has no frame
      // in either case: gcc 12 drops a frame pointer that nothing uses
      // (ix86_finalize_stack_frame_flags).
      case FRAME_POINTER ->
          isClang()
              ? List.of("-fno-omit-frame-pointer", "-mno-omit-leaf-frame-pointer")
              : List.of(
                  "-fno-omit-frame-pointer", "-mno-omit-leaf-frame-pointer", "-fno-shrink-wrap");
    };
  }

  private List<String> flags(Source source, Options options) {
    List<String> flags = codeFlags(options.strategy().frame());
    Path parent = Path.of(source.name()).toAbsolutePath().getParent();
    if (parent != null) {
      flags.add("-iquote");
      flags.add(parent.toString());
    }
    options.includeDirs().forEach(folder -> flags.add("-I" + folder.toAbsolutePath()));
    options.defines().forEach((key, value) -> flags.add("-D" + key + "=" + value));
    options.undefines().forEach(key -> flags.add("-U" + key));
    options
        .folderNames()
        .forEach((folder, name) -> flags.add("-ffile-prefix-map=" + folder + "=" + name));
    if (options.cflags().stream().anyMatch(flag -> flag.matches("-W(?![alp],|no-).*"))) {
      flags.remove("-w");
    }
    flags.addAll(options.cflags());
    return flags;
  }

  /** Runs the driver and returns its warnings. */
  private List<Diagnostic> run(
      Source source, Path work, List<String> command, String mode, Path out) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(mode, "-o", out.toString()));
    Run run = run(all, work);
    DriverMessages messages = new DriverMessages(name, source);
    if (run.exit != 0) {
      throw messages.rejection(run.out);
    }
    return messages.of(run.out);
  }

  private record Run(int exit, String out) {}

  /** Ends a driver that takes too long, with the compiler that the driver has started. */
  private static Process end(Process driver) {
    driver.descendants().forEach(ProcessHandle::destroyForcibly);
    return driver.destroyForcibly();
  }

  private static Run run(List<String> command, Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    // Sets the environment so that messages are in English, without colours or hyperlinks, whatever
    // the user's locale.
    builder.environment().put("LC_ALL", "C");
    builder.environment().remove("GCC_COLORS");
    Process process = ChildProcesses.start(builder);
    process.getOutputStream().close();
    CompletableFuture<Process> inTime = process.onExit().orTimeout(MOST_SECONDS, TimeUnit.SECONDS);
    inTime.exceptionally(late -> end(process));
    try (var in = process.getInputStream()) {
      String out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (inTime.isCompletedExceptionally()) {
        throw new IOException("it took more than " + MOST_SECONDS + " s, and was ended");
      }
      return new Run(exit, out);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }
}

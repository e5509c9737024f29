package fastpath.codegen;

import fastpath.codegen.asm.AsmFile;
import fastpath.codegen.asm.AsmParser;
import fastpath.codegen.asm.AsmPrinter;
import fastpath.codegen.asm.Assembler;
import fastpath.codegen.c.Parser;
import fastpath.codegen.c.Unit;
import fastpath.codegen.ir.Dominators;
import fastpath.codegen.ir.IrPrinter;
import fastpath.codegen.ir.Module;
import fastpath.codegen.lower.ModuleLowering;
import fastpath.codegen.option.Dump;
import fastpath.codegen.pass.Passes;
import fastpath.codegen.pass.analysis.ForbiddenCalls;
import fastpath.codegen.pass.analysis.UninitializedReads;
import fastpath.codegen.pp.HeaderCache;
import fastpath.codegen.pp.Preprocessor;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.Warning;
import fastpath.codegen.source.WarningFlags;
import fastpath.codegen.x86.Backend;
import fastpath.emulator.graph.LoopForest;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Our compiler: preprocessor, parser, lowering, passes, x86-64 back end, assembler. */
public final class OwnCompiler implements Compiler {
  private final HeaderCache headers = new HeaderCache();
  private final Dump dump;

  /** Creates a compiler that does not report its stages. */
  public OwnCompiler() {
    this(Dump.NONE);
  }

  /**
   * Creates a compiler that reports the result of every stage: {@code tokens}, {@code ir}, the
   * passes, machine code.
   */
  public OwnCompiler(Dump dump) {
    this.dump = dump;
  }

  @Override
  public String name() {
    return "own";
  }

  @Override
  public String version() {
    return "Fastpath Lab 0.1.0";
  }

  @Override
  public Compiled compile(Source source, Options options) {
    return guarded(source, options, report -> translate(source, options, report));
  }

  @Override
  public Preprocessed preprocess(Source source, Options options, boolean missing) {
    return guarded(source, options, report -> preprocessed(source, options, missing, report));
  }

  /** Returns the result of a stage; every failure is an error of the source. */
  private static <T> T guarded(Source source, Options options, Function<Report, T> stage) {
    Report report = new Report(WarningFlags.of(options.cflags()));
    report.read(source);
    try {
      return stage.apply(report);
    } catch (StackOverflowError e) {
      throw new CompileException(source.name(), 0, 0, "the source is nested too deeply");
    } catch (OutOfMemoryError e) {
      throw new CompileException(
          source.name(),
          0,
          0,
          "the source needs more than the heap of %d MiB"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    } catch (CompileException e) {
      throw report.complete(e);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      // An unexpected exception is a defect of this compiler, so that no line of the source is
      // named. The diagnostic names the file, and the exception's cause has the details.
      throw new CompileException(
          new Diagnostic(source.name(), 0, 0, "internal error: " + firstLine(e)), e);
    }
  }

  @Override
  public Optional<Content> content(Source source, Options options) {
    List<String> compiler = new ArrayList<>(List.of(name(), version()));
    compiler.add(options.strategy().toString());
    compiler.addAll(options.cflags());
    return Optional.of(new Content(compiler, source.name(), preprocess(source, options)));
  }

  private String preprocess(Source source, Options options) {
    return source.isPreprocessed()
        ? Preprocessor.print(
            tokens(
                source,
                options,
                meaning(source, options),
                new Governor(),
                new Report(WarningFlags.DEFAULT)),
            true)
        : source.text();
  }

  private Preprocessed preprocessed(Source given, Options options, boolean missing, Report report) {
    CompilerFlags.Meaning meaning = meaning(given, options);
    Source source = meaning.of(given);
    List<Token> tokens =
        tokens(
            source,
            options,
            meaning.with(meaning.preprocessing().forText(missing)),
            new Governor(),
            report);
    report.check();
    List<String> included =
        report.inclusions().stream()
            .filter(name -> missing || Files.isRegularFile(Path.of(name)))
            .toList();
    return new Preprocessed(
        Preprocessor.printed(source.name(), tokens),
        included,
        included.stream().filter(name -> !meaning.isSystem(name)).toList(),
        report.warnings());
  }

  private static String firstLine(RuntimeException e) {
    return e.toString().lines().findFirst().orElse("");
  }

  /**
   * Translates a source.
   *
   * @param report receives the warnings and the included files
   */
  private Compiled translate(Source source, Options options, Report report) {
    AsmFile file = assembly(source, options, report);
    report.check();
    byte[] object = Assembler.assemble(file);
    String text = options.assembly() ? AsmPrinter.print(file) : "";
    return new Compiled(object, text, report.warnings());
  }

  private AsmFile assembly(Source given, Options options, Report report) {
    CompilerFlags.Meaning meaning = meaning(given, options);
    AsmFile file = assembly(meaning.of(given), options, meaning, report);
    file.fileNames(meaning.debugNames());
    return file;
  }

  private AsmFile assembly(
      Source source, Options options, CompilerFlags.Meaning meaning, Report report) {
    if (!source.isPreprocessed()) {
      return parse(source.name(), source.text());
    }
    Governor governor = new Governor();
    List<Token> tokens = tokens(source, options, meaning, governor, report);
    dump.stage("tokens", () -> Preprocessor.print(tokens, true));
    if (source.isAssembly()) {
      return parse(source.name(), Preprocessor.print(tokens, true));
    }
    Unit unit = Parser.parse(source.name(), tokens, governor, meaning.dialect(), report);
    Module module = ModuleLowering.lower(unit, meaning.dialect().stackAlign());
    for (fastpath.codegen.ir.Function function : module.functions) {
      governor.function(
          function.name,
          function.blocks.size(),
          function.idLimit(),
          () -> LoopForest.of(Dominators.of(function).tree()).depth(),
          function.loc);
    }
    dump.stage("ir", () -> IrPrinter.print(module));
    if (report.gives(Warning.UNINITIALIZED)) {
      UninitializedReads.warn(module, report);
    }
    Passes.optimize(module, dump, governor);
    ForbiddenCalls.check(module, report);
    AsmFile file = Backend.emit(module, options.strategy(), dump, governor);
    dump.stage("assembly", () -> AsmPrinter.print(file));
    return file;
  }

  private static AsmFile parse(String name, String text) {
    AsmFile file = new AsmFile(name);
    AsmParser.parse(name, text, file);
    return file;
  }

  private static CompilerFlags.Meaning meaning(Source source, Options options) {
    return CompilerFlags.meaning(options.cflags(), source.name());
  }

  private List<Token> tokens(
      Source source,
      Options options,
      CompilerFlags.Meaning meaning,
      Governor governor,
      Report report) {
    Includes folders = options.includes().or(Includes.of(options.includeDirs()));
    Includes all = meaning.includes(folders);
    Includes recorded = all.recorded(report::read);
    return Preprocessor.run(
        source,
        recorded,
        meaning.preprocessing().with(options.defines(), options.undefines()),
        headers,
        governor,
        report);
  }
}

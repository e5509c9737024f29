package fastpath.codegen;

/** Our compiler: preprocessor, parser, lowering, passes, x86-64 back end, assembler. */
public final class OwnCompiler implements Compiler {
  @SuppressWarnings("unused")
  private final Dump dump;

  /** A compiler that shows its stages to nobody. */
  public OwnCompiler() {
    this(Dump.NONE);
  }

  /** A compiler that shows every stage. */
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
    throw new CompileException(source.name(), 1, 1, "the compiler is not complete yet");
  }
}

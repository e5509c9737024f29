package fastpath.codegen;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import java.util.Optional;

/**
 * Turns one source file into an ELF64 relocatable object. Our compiler, gcc and clang are the three
 * implementations; all may be called from several threads at once.
 */
public interface Compiler {
  /** A short name for reports: {@code own}, {@code gcc}, {@code clang} or the driver's path. */
  String name();

  /** The compiler's version in one line, for reports. */
  String version();

  /**
   * Compiles a C file, or assembles it if its name ends in {@code .s} or {@code .S} (the latter is
   * preprocessed first).
   *
   * @throws CompileException with the errors, if the source is not accepted
   */
  Compiled compile(Source source, Options options) throws CompileException;

  /**
   * Preprocesses a file, as {@code -E} does.
   *
   * @param missing true if a file that is not found is empty, as under {@code -MG}
   * @throws CompileException with the errors, if the source is not accepted
   * @throws UnsupportedOperationException if this compiler does not tell; the message says so
   */
  default Preprocessed preprocess(Source source, Options options, boolean missing)
      throws CompileException {
    throw new UnsupportedOperationException(
        name() + " is not asked for -E and -M here; it takes them by itself");
  }

  /**
   * Returns what the object of a source is made from, without compiling it.
   *
   * @return the content; empty if this compiler alone can tell it
   * @throws CompileException with the errors of preprocessing
   */
  Optional<Content> content(Source source, Options options) throws CompileException;
}

package fastpath.codegen.source;

import java.util.function.IntSupplier;

/**
 * Counts what one compilation uses and stops it at a limit with a line that names the place, so
 * that no source takes the machine's memory or time. Sources of the kernel stay far below each.
 */
public final class Governor {
  /**
   * The limits.
   *
   * @param tokens most tokens that macros are replaced by, arguments and rescanning included
   * @param nesting most statements, macro calls or loops within one another; clang's is 256 too
   * @param blocks most basic blocks of a function before optimization
   */
  public record Limits(long tokens, int nesting, int blocks) {
    /** The limits of every compilation. */
    public static final Limits DEFAULT = new Limits(8_000_000, 256, 20_000);
  }

  private final Limits limits;
  private long tokens;
  private int nesting;

  /** A compilation that has used nothing yet. */
  public Governor() {
    this(Limits.DEFAULT);
  }

  /** The same under other limits. */
  public Governor(Limits limits) {
    this.limits = limits;
  }

  /**
   * Counts the tokens of a replacement.
   *
   * @throws CompileException at the place of the macro's name
   */
  public void tokens(long more, String file, int line, int column) {
    tokens += more;
    if (tokens > limits.tokens) {
      throw new CompileException(
          file, line, column, "macros are replaced by more than " + limits.tokens + " tokens");
    }
  }

  /**
   * Goes a level deeper; {@link #leave} goes back.
   *
   * @throws CompileException at that place
   */
  public void enter(String file, int line, int column) {
    if (++nesting > limits.nesting) {
      throw new CompileException(
          file, line, column, "nested too deeply: more than " + limits.nesting + " levels");
    }
  }

  /** Goes back a level. */
  public void leave() {
    nesting--;
  }

  /**
   * Looks at the size of a function and at its loops, which may be made of gotos.
   *
   * @param loops how many are within one another at most; asked for if the size is allowed
   * @param loc of the function's name
   * @throws CompileException there
   */
  public void function(String name, int blocks, IntSupplier loops, Loc loc) {
    if (blocks > limits.blocks) {
      throw tooLarge(name, blocks + " basic blocks", limits.blocks, loc);
    }
    int depth = loops.getAsInt();
    if (depth > limits.nesting) {
      throw tooLarge(name, depth + " loops within one another", limits.nesting, loc);
    }
  }

  private static CompileException tooLarge(String name, String what, int most, Loc loc) {
    return new CompileException(
        loc.file(),
        loc.line(),
        loc.column(),
        "function '%s' is too large: %s, the most is %d".formatted(name, what, most));
  }
}

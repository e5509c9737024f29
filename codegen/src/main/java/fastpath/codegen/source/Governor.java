package fastpath.codegen.source;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Counts what one compilation uses and stops it at a limit with a line that names the place, so
 * that no source takes the machine's memory or time. Sources of the kernel stay far below each.
 *
 * <p>Memory is bounded by the counts and by the JVM's heap; a heap that does not suffice is one
 * line too. Time is looked at between pieces of work, each of which is bounded by a count.
 */
public final class Governor {
  /**
   * The limits.
   *
   * @param tokens most tokens that macros are replaced by, arguments and rescanning included
   * @param nesting most statements, macro calls or loops within one another; clang's is 256 too
   * @param blocks most basic blocks of a function before optimization
   * @param instructions most instructions of the intermediate representation that a function has
   *     before optimization: what its expressions and initializers are lowered to
   * @param statements most statements of assembly, repeated ones included
   * @param characters most that macros and repetitions of assembly make
   * @param seconds longest time that a compilation may take
   */
  public record Limits(
      long tokens,
      int nesting,
      int blocks,
      int instructions,
      long statements,
      long characters,
      long seconds) {
    /** The limits of every compilation. */
    public static final Limits DEFAULT =
        new Limits(8_000_000, 256, 20_000, 1 << 20, 1 << 21, 1 << 26, 300);
  }

  /** So many tokens or statements are read between two looks at the clock. */
  private static final int CLOCK_INTERVAL = 1 << 12;

  private final Limits limits;
  private long tokens;
  private int nesting;
  private long statements;
  private long characters;
  private final LongSupplier nanos;
  private final long started;

  /** A compilation that has used nothing yet. */
  public Governor() {
    this(Limits.DEFAULT, System::nanoTime);
  }

  /**
   * A governor with limits and a clock of the caller's.
   *
   * @param nanos the time in nanoseconds from some moment on
   */
  public Governor(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    started = nanos.getAsLong();
  }

  /**
   * Looks at the clock.
   *
   * @param loc of what has just been worked on
   * @throws CompileException at that place, if the compilation has taken too long
   */
  public void time(Loc loc) {
    if (nanos.getAsLong() - started > TimeUnit.SECONDS.toNanos(limits.seconds)) {
      throw at(loc, "the compilation has taken more than " + limits.seconds + " seconds");
    }
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
    if (tokens / CLOCK_INTERVAL != (tokens - more) / CLOCK_INTERVAL) {
      time(new Loc(file, line, column, null));
    }
  }

  /**
   * Counts a statement of assembly.
   *
   * @throws CompileException at that place
   */
  public void statement(Loc loc) {
    if (++statements > limits.statements) {
      throw at(loc, "more than " + limits.statements + " statements");
    }
    if (statements % CLOCK_INTERVAL == 0) {
      time(loc);
    }
  }

  /**
   * Counts text that a macro or a repetition of assembly makes.
   *
   * @throws CompileException at that place
   */
  public void characters(long more, Loc loc) {
    characters += more;
    if (characters > limits.characters) {
      throw at(loc, "macros and repetitions make more than " + limits.characters + " characters");
    }
  }

  private static CompileException at(Loc loc, String message) {
    return new CompileException(loc.file(), loc.line(), loc.column(), message);
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
   * @param instructions number of its instructions
   * @param loops how many are within one another at most; asked for if the size is allowed
   * @param loc of the function's name
   * @throws CompileException there
   */
  public void function(String name, int blocks, int instructions, IntSupplier loops, Loc loc) {
    time(loc);
    if (blocks > limits.blocks) {
      throw tooLarge(name, blocks + " basic blocks", limits.blocks, loc);
    }
    if (instructions > limits.instructions) {
      throw tooLarge(name, instructions + " instructions", limits.instructions, loc);
    }
    int depth = loops.getAsInt();
    if (depth > limits.nesting) {
      throw tooLarge(name, depth + " loops within one another", limits.nesting, loc);
    }
  }

  private static CompileException tooLarge(String name, String what, int most, Loc loc) {
    return at(loc, "function '%s' is too large: %s, the most is %d".formatted(name, what, most));
  }
}

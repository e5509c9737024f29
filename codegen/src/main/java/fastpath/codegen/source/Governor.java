package fastpath.codegen.source;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Counts the resources of one compilation, and stops it at a limit with a line that names the
 * place. No source can exhaust the machine's memory or time. Kernel sources stay far below each
 * limit.
 *
 * <p>The counts and the JVM's heap bound memory; if the heap does not suffice, that is one line of
 * error too. The clock is read between pieces of work, each of which a count bounds.
 */
public final class Governor {
  /**
   * The limits.
   *
   * @param tokens number of tokens that replace macros, arguments and rescanning included
   * @param nesting depth of statements, macro calls or loops; clang's limit is 256 too
   * @param blocks basic blocks of a function before optimization
   * @param instructions instructions of a function before optimization, which its expressions and
   *     initializers are lowered to
   * @param statements statements of assembly, repeated ones included
   * @param characters characters that macros and repetitions of assembly produce
   * @param seconds duration of a compilation
   */
  public record Limits(
      long tokens,
      int nesting,
      int blocks,
      int instructions,
      long statements,
      long characters,
      long seconds) {
    /** The limits that apply to every compilation. */
    public static final Limits DEFAULT =
        new Limits(8_000_000, 256, 20_000, 1 << 20, 1 << 21, 1 << 26, 300);
  }

  /** Number of tokens or statements between two readings of the clock. */
  private static final int CLOCK_INTERVAL = 1 << 12;

  private final Limits limits;
  private long tokens;
  private int nesting;
  private long statements;
  private long characters;
  private final LongSupplier nanos;
  private final long started;

  /** A governor of a compilation that has used nothing yet. */
  public Governor() {
    this(Limits.DEFAULT, System::nanoTime);
  }

  /**
   * A governor with given limits and clock.
   *
   * @param nanos yields nanoseconds since an arbitrary moment
   */
  public Governor(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    started = nanos.getAsLong();
  }

  /**
   * Reads the clock.
   *
   * @param loc place of the last piece of work
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
   * Enters a level of nesting, which {@link #leave} leaves.
   *
   * @throws CompileException at that place
   */
  public void enter(String file, int line, int column) {
    if (++nesting > limits.nesting) {
      throw new CompileException(
          file, line, column, "nested too deeply: more than " + limits.nesting + " levels");
    }
  }

  /** Leaves a level of nesting. */
  public void leave() {
    nesting--;
  }

  /**
   * Checks the size of a function and the depth of its loops, which may consist of gotos.
   *
   * @param instructions number of its instructions
   * @param loops yields the depth of loops; called only if the size is allowed
   * @param loc place of the function's name
   * @throws CompileException at that place
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

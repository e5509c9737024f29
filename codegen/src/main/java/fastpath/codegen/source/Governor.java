package fastpath.codegen.source;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Counts the resources that one compilation uses, and ends the compilation at a limit with an error
 * that names the place. No source can exhaust the machine's memory or time. Kernel sources stay far
 * below each limit.
 *
 * <p>The counts and the JVM's heap bound memory; if the heap is exhausted, the compilation also
 * ends with an error of one line. The clock is read between units of work, and the counts bound
 * each unit.
 */
public final class Governor {
  /**
   * The limits of a compilation.
   *
   * @param tokens the number of tokens that macro replacement produces, arguments and rescanning
   *     included
   * @param nesting the nesting depth of statements, macro calls or loops; clang's limit is also 256
   * @param blocks the number of basic blocks of a function before optimization
   * @param instructions the number of instructions of a function before optimization
   * @param statements the number of assembly statements, repeated ones included
   * @param characters the number of characters that macros and repetitions in assembly produce
   * @param seconds the duration of a compilation in seconds
   */
  public record Limits(
      long tokens,
      int nesting,
      int blocks,
      int instructions,
      long statements,
      long characters,
      long seconds) {
    /** The limits for every compilation. */
    public static final Limits DEFAULT =
        new Limits(8_000_000, 256, 20_000, 1 << 20, 1 << 21, 1 << 26, 300);
  }

  /** The number of tokens or statements between two readings of the clock. */
  private static final int CLOCK_INTERVAL = 1 << 12;

  private final Limits limits;
  private long tokens;
  private int nesting;
  private long statements;
  private long characters;
  private final LongSupplier nanos;
  private final long started;

  /** Creates a governor for a compilation that starts now. */
  public Governor() {
    this(Limits.DEFAULT, System::nanoTime);
  }

  /**
   * Creates a governor with given limits and clock.
   *
   * @param nanos returns the nanoseconds since an arbitrary time
   */
  public Governor(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    started = nanos.getAsLong();
  }

  /**
   * Checks the time limit.
   *
   * @param loc the source place of the last unit of work
   * @throws CompileException at the given place, if the compilation has taken too long
   */
  public void time(Loc loc) {
    if (nanos.getAsLong() - started > TimeUnit.SECONDS.toNanos(limits.seconds)) {
      throw at(loc, "the compilation has taken more than " + limits.seconds + " seconds");
    }
  }

  /**
   * Counts the tokens of a macro's replacement.
   *
   * @throws CompileException at the place of the macro's name, if the limit is exceeded
   */
  public void tokens(long more, String file, int line, int column) {
    tokens += more;
    if (tokens > limits.tokens) {
      throw at(
          new Loc(file, line, column, null),
          "macros are replaced by more than " + limits.tokens + " tokens");
    }
    if (tokens / CLOCK_INTERVAL != (tokens - more) / CLOCK_INTERVAL) {
      time(new Loc(file, line, column, null));
    }
  }

  /**
   * Counts a statement of assembly.
   *
   * @throws CompileException at the statement's place, if the limit is exceeded
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
   * Counts characters that a macro or a repetition in assembly produces.
   *
   * @throws CompileException at the given place, if the limit is exceeded
   */
  public void characters(long more, Loc loc) {
    characters += more;
    if (characters > limits.characters) {
      throw at(loc, "macros and repetitions make more than " + limits.characters + " characters");
    }
  }

  private static CompileException at(Loc loc, String message) {
    return new CompileException(loc, message).ending();
  }

  /**
   * Enters a level of nesting, which {@link #leave} ends.
   *
   * @throws CompileException at the given place, if the limit is exceeded
   */
  public void enter(String file, int line, int column) {
    if (++nesting > limits.nesting) {
      throw at(
          new Loc(file, line, column, null),
          "nested too deeply: more than " + limits.nesting + " levels");
    }
  }

  /** Leaves a level of nesting. */
  public void leave() {
    nesting--;
  }

  /** The number of levels that were entered and not left. */
  public int nesting() {
    return nesting;
  }

  /** Leaves levels of nesting until a given number is left. */
  public void leaveTo(int levels) {
    nesting = levels;
  }

  /**
   * Checks the size of a function and the nesting depth of its loops, which may consist of gotos.
   *
   * @param instructions the number of the function's instructions
   * @param loops returns the nesting depth of loops; called only if the size is within the limit
   * @param loc the place of the function's name
   * @throws CompileException at the function's name, if a limit is exceeded
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

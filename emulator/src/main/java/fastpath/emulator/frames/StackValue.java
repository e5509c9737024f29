package fastpath.emulator.frames;

/** What is known of a 64-bit value while a function runs. */
public sealed interface StackValue {
  Unknown UNKNOWN = new Unknown();

  /** The base of addresses that are counted from rsp at entry, where the return address lies. */
  long ENTRY = 0;

  /** What the caller had in a general-purpose register, by its encoding number 0..15. */
  record AtEntry(int register) implements StackValue {}

  /**
   * An address in the stack.
   *
   * @param base {@link #ENTRY}, or the address of the instruction below whose rsp an unknown number
   *     of bytes was left free (stacks that are aligned, arrays of variable size)
   * @param offset from the base, bytes
   */
  record Place(long base, long offset) implements StackValue {
    Place plus(long bytes) {
      return new Place(base, offset + bytes);
    }

    /** Whether it lies below the return address, and so in the function's own frame. */
    public boolean isOwn() {
      return base != ENTRY || offset < 0;
    }
  }

  /** The address of a byte at an offset from the GS base, where per-CPU variables lie. */
  record PerCpu(long offset) implements StackValue {}

  /**
   * A pointer that a per-CPU variable holds, and bytes added to it.
   *
   * @param variable the variable's offset from the GS base
   * @param offset bytes, signed
   */
  record FromPerCpu(long variable, long offset) implements StackValue {}

  /**
   * An address counted from the low end of the kernel stack, which a function finds by clearing the
   * low bits of rsp: 12 of them or more.
   */
  record StackEnd(long offset) implements StackValue {}

  /** A number. */
  record Constant(long value) implements StackValue {}

  /** Anything. */
  record Unknown() implements StackValue {}

  /** What holds where control comes from two places. */
  static StackValue meet(StackValue a, StackValue b) {
    return a.equals(b) ? a : UNKNOWN;
  }

  /** The sum, as far as it is known. */
  static StackValue add(StackValue a, StackValue b) {
    if (b instanceof Constant c) {
      return a.moved(c.value);
    }
    return a instanceof Constant c ? b.moved(c.value) : UNKNOWN;
  }

  /** The value and a number of bytes; unknown for what is no address. */
  private StackValue moved(long bytes) {
    return switch (this) {
      case Place p -> p.plus(bytes);
      case PerCpu p -> new PerCpu(p.offset + bytes);
      case FromPerCpu p -> new FromPerCpu(p.variable, p.offset + bytes);
      case StackEnd e -> new StackEnd(e.offset + bytes);
      case Constant c -> new Constant(c.value + bytes);
      case AtEntry e -> UNKNOWN;
      case Unknown u -> UNKNOWN;
    };
  }
}

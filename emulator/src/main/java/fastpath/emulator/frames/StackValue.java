package fastpath.emulator.frames;

/** An abstract 64-bit value: the part of the value that the stack analysis knows. */
public sealed interface StackValue {
  Unknown UNKNOWN = new Unknown();

  /**
   * The base of addresses that are relative to rsp at entry, where the return address is stored.
   */
  long ENTRY = 0;

  /** The caller's value of a general-purpose register, given by its encoding number 0 to 15. */
  record AtEntry(int register) implements StackValue {}

  /**
   * An address in the stack: a base plus an offset.
   *
   * @param base {@link #ENTRY}, or the address of the instruction that has lowered rsp by an
   *     unknown number of bytes (aligned stacks, arrays of variable size)
   * @param offset offset from the base in bytes
   */
  record Place(long base, long offset) implements StackValue {
    Place plus(long bytes) {
      return new Place(base, offset + bytes);
    }

    /** True if the address is below the return address, that is, in the function's own frame. */
    public boolean isOwn() {
      return base != ENTRY || offset < 0;
    }
  }

  /** The address of a byte at an offset from the GS base, where the per-CPU variables lie. */
  record PerCpu(long offset) implements StackValue {}

  /**
   * The value of a pointer that a per-CPU variable holds, plus a number of bytes.
   *
   * @param variable the variable's offset from the GS base
   * @param offset the number of bytes added, signed
   */
  record FromPerCpu(long variable, long offset) implements StackValue {}

  /**
   * An address relative to the low end of the kernel stack, which a function finds by clearing 12
   * or more low bits of rsp.
   */
  record StackEnd(long offset) implements StackValue {}

  /** A constant. */
  record Constant(long value) implements StackValue {}

  /** An unknown value. */
  record Unknown() implements StackValue {}

  /** Returns the value that holds where control may come from two places with two values. */
  static StackValue meet(StackValue a, StackValue b) {
    return a.equals(b) ? a : UNKNOWN;
  }

  /** Returns the sum of two values, as far as the sum is known. */
  static StackValue add(StackValue a, StackValue b) {
    if (b instanceof Constant c) {
      return a.moved(c.value);
    }
    return a instanceof Constant c ? b.moved(c.value) : UNKNOWN;
  }

  /** Returns the value plus a number of bytes; unknown for a value that is not an address. */
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

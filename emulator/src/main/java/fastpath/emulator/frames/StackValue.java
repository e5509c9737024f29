package fastpath.emulator.frames;

/** What is known of a 64-bit value while a function runs. */
sealed interface StackValue {
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
    boolean isOwn() {
      return base != ENTRY || offset < 0;
    }
  }

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
    if (a instanceof Constant x && b instanceof Constant y) {
      return new Constant(x.value + y.value);
    }
    if (a instanceof Place place && b instanceof Constant c) {
      return place.plus(c.value);
    }
    return a instanceof Constant c && b instanceof Place place ? place.plus(c.value) : UNKNOWN;
  }
}

package fastpath.codegen.x86.machine;

/** The general-purpose registers and their use in the System V ABI. */
public final class Registers {
  public static final int RAX = 0;
  public static final int RCX = 1;
  public static final int RDX = 2;
  public static final int RBX = 3;
  public static final int RSP = 4;
  public static final int RBP = 5;
  static final int RSI = 6;
  static final int RDI = 7;
  public static final int R11 = 11;
  public static final int FIRST_VIRTUAL = 16;

  /** The registers whose values a call may change. */
  public static final int CALLER_SAVED =
      1 << RAX | 1 << RCX | 1 << RDX | 1 << RSI | 1 << RDI | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11;

  /** The registers that a function must preserve. */
  public static final int CALLEE_SAVED =
      1 << RBX | 1 << RBP | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15;

  private static final int[] ARGUMENTS = {RDI, RSI, RDX, RCX, 8, 9};

  /** The order of preference, as in gcc: caller-saved registers first. */
  private static final int[] PREFERENCE = {
    RAX, RDX, RCX, RSI, RDI, 8, 9, 10, 11, RBX, RBP, 12, 13, 14, 15
  };

  private Registers() {}

  /**
   * Returns the number of bytes that an argument takes on the stack: an object of {@code size}
   * bytes, rounded up, or a word for size 0.
   */
  public static long stackBytes(long object) {
    return object == 0 ? 8 : (object + 7) / 8 * 8;
  }

  /** The number of integer arguments that are passed in registers. */
  public static int argumentCount() {
    return ARGUMENTS.length;
  }

  /** Returns the register of an argument, counted from 0. */
  public static int argument(int index) {
    return ARGUMENTS[index];
  }

  /** The registers that may be allocated, in order of preference. */
  public static int[] allocationOrder() {
    return PREFERENCE.clone();
  }

  /** True for a hardware register that a call may change. */
  public static boolean isCallerSaved(int register) {
    return (CALLER_SAVED >> register & 1) != 0;
  }

  /** True for the number of a virtual register. */
  public static boolean isVirtual(int register) {
    return register >= FIRST_VIRTUAL;
  }
}

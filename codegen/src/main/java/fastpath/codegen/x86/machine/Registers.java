package fastpath.codegen.x86.machine;

/** The general-purpose registers and what the System V ABI says of them. */
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

  /** Registers lost over a call. */
  public static final int CALLER_SAVED =
      1 << RAX | 1 << RCX | 1 << RDX | 1 << RSI | 1 << RDI | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11;

  /** Registers that a function must give back as found. */
  public static final int CALLEE_SAVED =
      1 << RBX | 1 << RBP | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15;

  private static final int[] ARGUMENTS = {RDI, RSI, RDX, RCX, 8, 9};

  /** Free choice goes to the first: gcc's order, those lost over calls before the others. */
  private static final int[] PREFERENCE = {
    RAX, RDX, RCX, RSI, RDI, 8, 9, 10, 11, RBX, RBP, 12, 13, 14, 15
  };

  private Registers() {}

  /** Bytes on the stack of an argument that is an object of so many bytes, or a word if 0. */
  public static long stackBytes(long object) {
    return object == 0 ? 8 : (object + 7) / 8 * 8;
  }

  /** Number of integer arguments passed in registers. */
  public static int argumentCount() {
    return ARGUMENTS.length;
  }

  /** The register of an argument, counted from 0. */
  public static int argument(int index) {
    return ARGUMENTS[index];
  }

  /** The registers that may be allocated, those preferred first. */
  public static int[] allocationOrder() {
    return PREFERENCE.clone();
  }

  /** True for a hardware register that a call may change. */
  public static boolean isCallerSaved(int register) {
    return (CALLER_SAVED >> register & 1) != 0;
  }

  /** True for a number that stands for no hardware register. */
  public static boolean isVirtual(int register) {
    return register >= FIRST_VIRTUAL;
  }
}

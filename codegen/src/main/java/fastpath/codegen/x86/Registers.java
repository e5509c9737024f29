package fastpath.codegen.x86;

/** The general-purpose registers and what the System V ABI says of them. */
final class Registers {
  static final int RAX = 0;
  static final int RCX = 1;
  static final int RDX = 2;
  static final int RBX = 3;
  static final int RSP = 4;
  static final int RBP = 5;
  static final int RSI = 6;
  static final int RDI = 7;
  static final int R11 = 11;
  static final int FIRST_VIRTUAL = 16;

  /** Registers lost over a call. */
  static final int CALLER_SAVED =
      1 << RAX | 1 << RCX | 1 << RDX | 1 << RSI | 1 << RDI | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11;

  /** Registers that a function must give back as found. */
  static final int CALLEE_SAVED = 1 << RBX | 1 << RBP | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15;

  private static final int[] ARGUMENTS = {RDI, RSI, RDX, RCX, 8, 9};

  /** Free choice goes to the first: gcc's order, those lost over calls before the others. */
  private static final int[] PREFERENCE = {
    RAX, RDX, RCX, RSI, RDI, 8, 9, 10, 11, RBX, RBP, 12, 13, 14, 15
  };

  private Registers() {}

  /** Number of integer arguments passed in registers. */
  static int argumentCount() {
    return ARGUMENTS.length;
  }

  /** The register of an argument, counted from 0. */
  static int argument(int index) {
    return ARGUMENTS[index];
  }

  static int[] allocationOrder() {
    return PREFERENCE.clone();
  }

  static boolean isCallerSaved(int register) {
    return (CALLER_SAVED >> register & 1) != 0;
  }

  static boolean isVirtual(int register) {
    return register >= FIRST_VIRTUAL;
  }
}

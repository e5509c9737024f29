package fastpath.emulator.isa;

/**
 * A micro-op, one step of the meaning of an instruction. Temps are numbered 0..temps-1 and hold
 * longs; each is assigned once, and -1 stands for no temp. In an instruction's micro-ops, accesses
 * that can fault precede every Put and SetFlags.
 */
public sealed interface Uop {
  /** True if this micro-op assigns the temp. */
  default boolean defines(int temp) {
    return switch (this) {
      case Imm u -> u.dst == temp;
      case Get u -> u.dst == temp;
      case Pure u -> u.dst == temp;
      case Load u -> u.dst == temp;
      case Divide u -> u.quot == temp || u.rem == temp;
      case Put u -> false;
      case Store u -> false;
      case SetFlags u -> false;
      case Lock u -> false;
      case Fence u -> false;
      case Jump u -> false;
      case Branch u -> false;
      case Aligned u -> false;
      case Canonical u -> false;
      case Writable u -> false;
      case Trap u -> false;
    };
  }

  /** True if this micro-op takes the temp as an argument. */
  default boolean uses(int temp) {
    return switch (this) {
      case Imm u -> false;
      case Get u -> false;
      case Put u -> u.src == temp;
      case Pure u -> u.a == temp || u.b == temp || u.c == temp;
      case Load u -> u.addr == temp;
      case Store u -> u.addr == temp || u.src == temp;
      case SetFlags u -> u.src == temp;
      case Jump u -> u.target == temp;
      case Branch u -> u.cond == temp || u.target == temp;
      case Divide u -> u.hi == temp || u.lo == temp || u.divisor == temp;
      case Aligned u -> u.addr == temp;
      case Canonical u -> u.value == temp;
      case Writable u -> u.addr == temp;
      case Trap u -> false;
      case Lock u -> false;
      case Fence u -> false;
    };
  }

  /** Assigns a constant: dst = value. */
  record Imm(int dst, long value) implements Uop {}

  /** Reads a state: dst = state. */
  record Get(int dst, State state) implements Uop {}

  /** Writes a state: state = src. */
  record Put(State state, int src) implements Uop {}

  /** Computes dst = fn(a, b, c) of the given width; arguments that fn does not take are -1. */
  record Pure(int dst, Fn fn, int bits, int a, int b, int c) implements Uop {}

  /** Loads 1, 2, 4 or 8 bytes at address addr, zero-extended, into dst. */
  record Load(int dst, int addr, int bytes) implements Uop {}

  /** Stores the low bytes of src at address addr. */
  record Store(int addr, int src, int bytes) implements Uop {}

  /** Sets flags: rflags = (rflags &amp; ~mask) | (src &amp; mask). */
  record SetFlags(int src, long mask) implements Uop {}

  /**
   * The first micro-op of a locked instruction: all accesses of the instruction are one atomic unit
   * and a full fence.
   */
  record Lock() implements Uop {}

  /** A memory fence. */
  record Fence(Kind kind) implements Uop {
    /** The kinds of fences. */
    public enum Kind {
      LFENCE,
      SFENCE,
      MFENCE
    }
  }

  /** Jumps: rip = target. */
  record Jump(int target) implements Uop {}

  /** Branches: rip = target if cond is not 0, otherwise rip is the next instruction. */
  record Branch(int cond, int target) implements Uop {}

  /**
   * Divides hi:lo by divisor, each of the given number of bits (8, 16, 32, 64; higher bits of temps
   * are ignored). Raises #DE if divisor is 0 or the quotient does not fit. The results are
   * zero-extended.
   */
  record Divide(int quot, int rem, int hi, int lo, int divisor, int bits, boolean signed)
      implements Uop {}

  /** Raises #GP(0) if the 8 or 16 bytes at addr are not aligned (cmpxchg16b). */
  record Aligned(int addr, int bytes) implements Uop {}

  /**
   * Raises #GP(0) if value is not canonical, that is, if its bits 63 to 47 are not all equal
   * (branch targets, segment bases).
   *
   * @param addr temp with the address at which the 8 bytes of src are stored before the #GP; -1 for
   *     no store
   * @param src temp with the value that is stored before the #GP; -1 for no store
   */
  record Canonical(int value, int addr, int src) implements Uop {
    /** Creates a check that stores nothing. */
    public Canonical(int value) {
      this(value, -1, -1);
    }
  }

  /**
   * Raises the fault that a store of a number of bytes at addr would raise, and stores nothing
   * (enter).
   */
  record Writable(int addr, int bytes) implements Uop {}

  /**
   * Performs an action of the machine. The register rip still holds the instruction's address;
   * after the action the machine continues at the next instruction, or at the target of a Jump that
   * follows.
   *
   * @param number for INT the vector; for LOAD_SEGMENT the register's encoding number; for
   *     WRITE_CONTROL 16 times the control register's number plus the general register's; for
   *     SYSCALL the instruction's length; for SYSRET its operand size; otherwise 0
   */
  record Trap(Kind kind, int number) implements Uop {
    /** The kinds of traps. */
    public enum Kind {
      /** The instructions ud0, ud1 and ud2: raises #UD. */
      UD,
      /** The instruction int3: raises #BP. */
      BP,
      /** The instruction int n: raises the interrupt with vector n. */
      INT,
      HLT,
      /**
       * The instruction syscall: the host executes the call, or sets rcx, r11, flags and selectors
       * for the guest's entry point.
       */
      SYSCALL,
      /**
       * The instruction sysret: checks that the return is allowed, before rip and flags are loaded.
       */
      SYSRET,
      /** The instruction iretq: checks the frame before it is loaded, and unblocks NMIs. */
      IRETQ,
      /**
       * The instruction sti: IF is about to be set, and interrupts wait for one more instruction.
       */
      STI,
      /**
       * The instruction cpuid: reads the leaf in eax and the subleaf in ecx, and writes eax, ebx,
       * ecx and edx.
       */
      CPUID,
      /** The instruction swapgs: exchanges GS_BASE with KERNEL_GS_BASE. */
      SWAPGS,
      /**
       * The instructions rdmsr and wrmsr: the number of the MSR is in ecx, and its value in
       * edx:eax.
       */
      RDMSR,
      WRMSR,
      /**
       * Checks SELECTOR before it is loaded into a segment register, and raises #GP if the load is
       * not allowed.
       */
      LOAD_SEGMENT,
      /**
       * Checks a value before it is loaded into a control register, and raises #GP if reserved bits
       * are set.
       */
      WRITE_CONTROL,
      /**
       * An instruction that reads a counter, register or port that the machine does not have:
       * raises #GP.
       */
      PRIVILEGED
    }
  }
}

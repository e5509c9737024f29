package fastpath.emulator.isa;

/**
 * A micro-op. Temps are numbered 0..temps-1 and hold longs; each is assigned once, and -1 stands
 * for no temp. In an instruction's list, accesses that can fault come before every Put and
 * SetFlags.
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

  /** dst = value. */
  record Imm(int dst, long value) implements Uop {}

  /** dst = state. */
  record Get(int dst, State state) implements Uop {}

  /** state = src. */
  record Put(State state, int src) implements Uop {}

  /** dst = fn(a, b, c) of the given width; arguments that fn does not take are -1. */
  record Pure(int dst, Fn fn, int bits, int a, int b, int c) implements Uop {}

  /** dst = memory at address addr, zero-extended; bytes 1, 2, 4, 8. */
  record Load(int dst, int addr, int bytes) implements Uop {}

  /** Memory at address addr = the low bytes of src. */
  record Store(int addr, int src, int bytes) implements Uop {}

  /** rflags = (rflags &amp; ~mask) | (src &amp; mask). */
  record SetFlags(int src, long mask) implements Uop {}

  /**
   * First micro-op of a locked instruction: all its accesses are one atomic unit and a full fence.
   */
  record Lock() implements Uop {}

  /** A memory fence. */
  record Fence(Kind kind) implements Uop {
    /** Kinds of fences. */
    public enum Kind {
      LFENCE,
      SFENCE,
      MFENCE
    }
  }

  /** rip = target. */
  record Jump(int target) implements Uop {}

  /** rip = target if cond is not 0, else the next instruction. */
  record Branch(int cond, int target) implements Uop {}

  /**
   * Divides hi:lo by divisor, each of the given bits (8, 16, 32, 64; higher bits of temps are
   * ignored). #DE if divisor is 0 or the quotient does not fit. Results are zero-extended.
   */
  record Divide(int quot, int rem, int hi, int lo, int divisor, int bits, boolean signed)
      implements Uop {}

  /** #GP(0) if the 8 or 16 bytes at addr are not aligned (cmpxchg16b). */
  record Aligned(int addr, int bytes) implements Uop {}

  /**
   * #GP(0) if bits 63 to 47 of value are not all alike (branch targets, segment bases).
   *
   * @param addr temp with the address where the 8 bytes of src are stored before that #GP; -1 for
   *     no store
   * @param src temp with the value that is stored; -1 for no store
   */
  record Canonical(int value, int addr, int src) implements Uop {
    /** A check that stores nothing. */
    public Canonical(int value) {
      this(value, -1, -1);
    }
  }

  /** Faults as a store of that many bytes at addr would, and stores nothing (enter). */
  record Writable(int addr, int bytes) implements Uop {}

  /**
   * An action of the machine itself. rip has not advanced when it is executed; afterwards the
   * machine continues at the next instruction, or at the target of a Jump behind it.
   *
   * @param number vector of INT; of LOAD_SEGMENT the register's encoding number; of WRITE_CONTROL
   *     16 times the control register's and the general register's; of SYSCALL the instruction's
   *     length, of SYSRET its operand size; else 0
   */
  record Trap(Kind kind, int number) implements Uop {
    /** Kinds of traps. */
    public enum Kind {
      /** ud0, ud1, ud2: #UD. */
      UD,
      /** int3: #BP. */
      BP,
      /** int n. */
      INT,
      HLT,
      /**
       * The host answers the call, or rcx, r11, flags and selectors are set for the guest's entry
       * point.
       */
      SYSCALL,
      /** Checks, before rip and flags are loaded, that the return is allowed. */
      SYSRET,
      /** The machine checks the frame before it is loaded, and admits NMIs again. */
      IRETQ,
      /** IF is about to be set; interrupts wait for one more instruction. */
      STI,
      /** Leaf in eax, subleaf in ecx; writes eax, ebx, ecx, edx. */
      CPUID,
      /** Exchanges GS_BASE with KERNEL_GS_BASE. */
      SWAPGS,
      /** MSR number in ecx, value in edx:eax. */
      RDMSR,
      WRMSR,
      /**
       * Checks SELECTOR before it is loaded into a segment register: #GP if that is not allowed.
       */
      LOAD_SEGMENT,
      /**
       * Checks a value before it is loaded into a control register: #GP if it has reserved bits.
       */
      WRITE_CONTROL,
      /** Reads a counter, an MSR-like value or port that the machine does not have: #GP. */
      PRIVILEGED
    }
  }
}

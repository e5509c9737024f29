package fastpath.emulator.isa;

/**
 * The global descriptor table: the six flat segments of x86-64 Linux in the kernel's order, each
 * with a limit of 4 GiB. The machine has no local descriptor table.
 *
 * <p>The selectors for privilege level 0 are 0x08 for 32-bit code, 0x10 for code and 0x18 for data;
 * for privilege level 3 the selectors are 0x20 for 32-bit code, 0x28 for data and 0x30 for code,
 * plus the level 3 in the low bits. Selector 0 is the null selector.
 */
public final class Descriptors {
  /** The selector of the kernel's code segment, for privilege level 0. */
  public static final long KERNEL_CS = 0x10;

  public static final long KERNEL_DS = 0x18;

  /** The selector of the user code segment, with privilege level 3 in the low bits. */
  public static final long USER_CS = 0x33;

  public static final long USER_DS = 0x2b;

  /**
   * The access bytes of the descriptors by index, 0 for no descriptor: present bit, privilege level
   * and type (SDM vol. 3A, 3.4.5).
   */
  static final long ACCESS = 0x00fb_f3fb_939b_9b00L;

  /**
   * The bytes after the access bytes, by index: the flags G, D/B and L, and the highest hexadecimal
   * digit of the limit.
   */
  static final long SIZES = 0x00af_cfcf_cfaf_cf00L;

  /**
   * The bits of a selector that select no entry of the table if set: a high index, or the local
   * table.
   */
  static final long OUTSIDE = 0xffc4;

  /** The bits of a selector that hold 8 times its index. */
  static final long INDEX = 0x38;

  /** The bits of a selector that hold the requested privilege level. */
  static final long LEVEL = 3;

  static final int DPL = 0x60;
  static final int CODE = 0x08;
  static final int WRITABLE = 0x02;
  static final long LIMIT = 0xffffffffL;

  private Descriptors() {}

  /**
   * True if a data segment register may be loaded with a selector (SDM MOV, protected mode
   * exceptions).
   *
   * @param segment DS, ES, FS, GS or SS
   * @param codeSegment selector in CS, whose low bits are the current privilege level
   */
  public static boolean loadable(State segment, long selector, long codeSegment) {
    boolean stack = segment == State.SS;
    long level = codeSegment & LEVEL;
    if (isNull(selector)) {
      return !stack || level != LEVEL && (selector & LEVEL) == level;
    }
    long access = (selector & OUTSIDE) != 0 ? 0 : ACCESS >>> (selector & INDEX) & 0xff;
    long descriptorLevel = (access & DPL) >> 5;
    if (access == 0) {
      return false;
    }
    if (stack) {
      boolean data = (access & CODE) == 0 && (access & WRITABLE) != 0;
      return data && descriptorLevel == level && (selector & LEVEL) == level;
    }
    return Math.max(level, selector & LEVEL) <= descriptorLevel;
  }

  /** True if a selector names no descriptor. */
  public static boolean isNull(long selector) {
    return (selector & ~LEVEL & 0xffff) == 0;
  }
}

package fastpath.emulator.isa;

/**
 * The global descriptor table: the six flat segments that Linux has on x86-64 (arch/x86's order),
 * each of 4 GiB as its limit says. There is no local table.
 *
 * <p>Selectors: 0x08 code of 32 bits, 0x10 code, 0x18 data, all for privilege level 0; 0x20 code of
 * 32 bits, 0x28 data, 0x30 code, all for privilege level 3. Selector 0 is null.
 */
public final class Descriptors {
  /** The kernel's code and data segments, for privilege level 0. */
  public static final long KERNEL_CS = 0x10;

  public static final long KERNEL_DS = 0x18;

  /** The code and data segments of user code, with privilege level 3 in the selector. */
  public static final long USER_CS = 0x33;

  public static final long USER_DS = 0x2b;

  /** Access bytes by index, 0 for no descriptor: present, level, type (SDM vol. 3A, 3.4.5). */
  static final long ACCESS = 0x00fb_f3fb_939b_9b00L;

  /** The bytes above, by index: G, D/B and L flags over the limit's highest digit. */
  static final long SIZES = 0x00af_cfcf_cfaf_cf00L;

  /** Bits of a selector that lead beyond the table: a high index, or the local table. */
  static final long OUTSIDE = 0xffc4;

  /** Bits of a selector that are 8 times its index. */
  static final long INDEX = 0x38;

  /** The requested privilege level in a selector. */
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

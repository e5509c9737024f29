package fastpath.emulator.isa;

import java.util.List;
import java.util.Locale;

/**
 * What {@link Uop.Get} and {@link Uop.Put} reach. Each has an index into a CPU's array of state;
 * indices 0..15 are the general-purpose registers by their encoding numbers.
 */
public enum State {
  RAX(0),
  RCX(1),
  RDX(2),
  RBX(3),
  RSP(4),
  RBP(5),
  RSI(6),
  RDI(7),
  R8(8),
  R9(9),
  R10(10),
  R11(11),
  R12(12),
  R13(13),
  R14(14),
  R15(15),
  RIP(16),
  RFLAGS(17),
  FS_BASE(18),
  GS_BASE(19),
  /** IA32_KERNEL_GS_BASE, what swapgs exchanges with GS_BASE. */
  KERNEL_GS_BASE(20),
  /** Segment selectors, 16 bits. */
  ES(21),
  CS(22),
  SS(23),
  DS(24),
  FS(25),
  GS(26),
  CR0(27),
  CR2(28),
  CR3(29),
  CR4(30),
  CR8(31),
  /** Instructions retired so far; what rdtsc reads. Read only. */
  TSC(32),
  /** IA32_TSC_AUX, what rdtscp and rdpid read: the processor's number. */
  TSC_AUX(33),
  /** The interrupt descriptor table: its address and the offset of its last byte (SDM LIDT). */
  IDTR_BASE(34),
  IDTR_LIMIT(35),
  /** IA32_EFER, IA32_STAR, IA32_LSTAR, IA32_FMASK: how syscall enters the kernel. */
  EFER(36),
  STAR(37),
  LSTAR(38),
  FMASK(39),
  /** The selector that an instruction is about to load into a segment register; no register. */
  SELECTOR(40);

  /** Number of general-purpose registers. */
  public static final int GENERAL = 16;

  /** Number of states, and so the length of a CPU's array. */
  public static final int COUNT = values().length;

  private static final State[] BY_INDEX = new State[COUNT];

  static {
    for (State s : values()) {
      BY_INDEX[s.index] = s;
    }
  }

  private static final List<State> SEGMENTS = List.of(ES, CS, SS, DS, FS, GS);

  private final int index;
  private final String text;

  State(int index) {
    this.index = index;
    text = name().toLowerCase(Locale.ROOT);
  }

  /** Index into a CPU's array of state, 0..COUNT-1. */
  public int index() {
    return index;
  }

  /** Name of the state in lower case, as listings show it. */
  public String text() {
    return text;
  }

  /** True for the sixteen general-purpose registers. */
  public boolean isGeneral() {
    return index < GENERAL;
  }

  /** The general-purpose register of an encoding number 0..15. */
  public static State gpr(int number) {
    return BY_INDEX[number & 15];
  }

  /** The segment selector of an encoding number 0..5. */
  public static State segment(int number) {
    return SEGMENTS.get(number);
  }
}

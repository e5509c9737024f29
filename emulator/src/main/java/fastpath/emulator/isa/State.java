package fastpath.emulator.isa;

import java.util.List;

/**
 * The parts of a CPU's state that {@link Uop.Get} and {@link Uop.Put} access. Each part has an
 * index into a CPU's array of state; the indexes 0..15 are the general-purpose registers by
 * encoding number.
 */
public enum State {
  RAX(0, "rax"),
  RCX(1, "rcx"),
  RDX(2, "rdx"),
  RBX(3, "rbx"),
  RSP(4, "rsp"),
  RBP(5, "rbp"),
  RSI(6, "rsi"),
  RDI(7, "rdi"),
  R8(8, "r8"),
  R9(9, "r9"),
  R10(10, "r10"),
  R11(11, "r11"),
  R12(12, "r12"),
  R13(13, "r13"),
  R14(14, "r14"),
  R15(15, "r15"),
  RIP(16, "rip"),
  RFLAGS(17, "rflags"),
  FS_BASE(18, "fs_base"),
  GS_BASE(19, "gs_base"),
  /** IA32_KERNEL_GS_BASE, the value that swapgs exchanges with GS_BASE. */
  KERNEL_GS_BASE(20, "kernel_gs_base"),
  /** The segment selectors, 16 bits each. */
  ES(21, "es"),
  CS(22, "cs"),
  SS(23, "ss"),
  DS(24, "ds"),
  FS(25, "fs"),
  GS(26, "gs"),
  CR0(27, "cr0"),
  CR2(28, "cr2"),
  CR3(29, "cr3"),
  CR4(30, "cr4"),
  CR8(31, "cr8"),
  /**
   * The number of instructions retired so far, which rdtsc reads. Micro-ops cannot write this
   * state.
   */
  TSC(32, "tsc"),
  /** IA32_TSC_AUX, the processor's number, which rdtscp and rdpid read. */
  TSC_AUX(33, "tsc_aux"),
  /**
   * The interrupt descriptor table register: the table's address, and the offset of the table's
   * last byte (SDM LIDT).
   */
  IDTR_BASE(34, "idtr_base"),
  IDTR_LIMIT(35, "idtr_limit"),
  /** IA32_EFER, IA32_STAR, IA32_LSTAR, IA32_FMASK, which define how syscall enters the kernel. */
  EFER(36, "efer"),
  STAR(37, "star"),
  LSTAR(38, "lstar"),
  FMASK(39, "fmask"),
  /**
   * The selector that an instruction is about to load into a segment register; this state is not a
   * register of the CPU.
   */
  SELECTOR(40, "selector");

  /** The number of general-purpose registers. */
  public static final int GENERAL = 16;

  /** The number of states, which is the length of a CPU's array of state. */
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

  State(int index, String text) {
    this.index = index;
    this.text = text;
  }

  /** Returns the index of the state in a CPU's array, 0..COUNT-1. */
  public int index() {
    return index;
  }

  /** Returns the name of the state in lower case, as listings show it. */
  public String text() {
    return text;
  }

  /** True for the 16 general-purpose registers. */
  public boolean isGeneral() {
    return index < GENERAL;
  }

  /** Returns the general-purpose register with an encoding number 0..15. */
  public static State gpr(int number) {
    return BY_INDEX[number & 15];
  }

  /** Returns the segment selector with an encoding number 0..5. */
  public static State segment(int number) {
    return SEGMENTS.get(number);
  }
}

package fastpath.emulator.isa;

/** What {@link Uop.Get} and {@link Uop.Put} reach; general-purpose registers are ordinals 0..15. */
public enum State {
  RAX,
  RCX,
  RDX,
  RBX,
  RSP,
  RBP,
  RSI,
  RDI,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15,
  RIP,
  RFLAGS,
  FS_BASE,
  GS_BASE,
  /** IA32_KERNEL_GS_BASE, what swapgs exchanges with GS_BASE. */
  KERNEL_GS_BASE,
  /** Segment selectors, 16 bits. */
  ES,
  CS,
  SS,
  DS,
  FS,
  GS,
  CR0,
  CR2,
  CR3,
  CR4,
  CR8,
  /** Instructions retired so far; what rdtsc reads. Read only. */
  TSC,
  /** IA32_TSC_AUX, what rdtscp and rdpid read: the processor's number. */
  TSC_AUX,
  /** The interrupt descriptor table: its address and the offset of its last byte (SDM LIDT). */
  IDTR_BASE,
  IDTR_LIMIT,
  /** IA32_EFER, IA32_STAR, IA32_LSTAR, IA32_FMASK: how syscall enters the kernel. */
  EFER,
  STAR,
  LSTAR,
  FMASK;

  private static final State[] ALL = values();

  /** The register of an encoding number 0..15. */
  public static State gpr(int number) {
    return ALL[number & 15];
  }

  /** Segment selector by its encoding number 0..5. */
  static State segment(int number) {
    return ALL[ES.ordinal() + number];
  }
}

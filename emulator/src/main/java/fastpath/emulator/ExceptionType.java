package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;

/**
 * The action that an exception table entry selects in addition to continuing at the fix-up. From
 * Linux 5.15 on the third word of an entry has the type in bits 0-7, a register's encoding number
 * in bits 8-11, flags that clear rax (bit 12) and rdx (bit 13), and a signed immediate in bits
 * 16-31 (arch/x86/include/asm/extable_fixup_types.h). From Linux 4.6 to 5.14 the third word is the
 * address of a handler, relative to the word's own address.
 */
enum ExceptionType {
  /** EX_TYPE_DEFAULT: no action. */
  DEFAULT(1, "ex_handler_default"),
  /** EX_TYPE_FAULT: sets rax to the exception's vector. */
  FAULT(2, "ex_handler_fault"),
  /** EX_TYPE_UACCESS: no action; the type states that the access was meant for user memory. */
  UACCESS(3, "ex_handler_uaccess"),
  /**
   * EX_TYPE_COPY: sets rax to the exception's vector; the instruction belongs to a copy that may
   * have been from user memory.
   */
  COPY(4, "ex_handler_copy"),
  /** EX_TYPE_CLEAR_FS: sets fs to 0. */
  CLEAR_FS(5, "ex_handler_clear_fs"),
  /**
   * EX_TYPE_FPU_RESTORE: no action here, because the emulator has no floating-point registers to
   * reset.
   */
  FPU_RESTORE(6, "ex_handler_fprestore"),
  /** EX_TYPE_WRMSR: no action here; the kernel prints a warning. */
  WRMSR(8, "ex_handler_wrmsr_unsafe"),
  /** EX_TYPE_RDMSR: sets rax and rdx to 0; the kernel also prints a warning. */
  RDMSR(9, "ex_handler_rdmsr_unsafe"),
  /** EX_TYPE_WRMSR_SAFE: sets the entry's register to -EIO. */
  WRMSR_SAFE(10, null),
  /** EX_TYPE_RDMSR_SAFE: sets rax and rdx to 0, then the entry's register to -EIO. */
  RDMSR_SAFE(11, null),
  /** EX_TYPE_DEFAULT_MCE_SAFE: acts as {@link #DEFAULT}, and machine checks may be fixed up too. */
  DEFAULT_MCE_SAFE(14, null),
  /** EX_TYPE_FAULT_MCE_SAFE: acts as {@link #FAULT}, and machine checks may be fixed up too. */
  FAULT_MCE_SAFE(15, null),
  /** EX_TYPE_POP_REG: pops a word off the stack, then acts as {@link #IMM_REG}. */
  POP_REG(16, null),
  /** EX_TYPE_IMM_REG: sets the entry's register to the immediate, which is 0 or -EFAULT. */
  IMM_REG(17, null),
  /**
   * EX_TYPE_FAULT_SGX: sets rax to the exception's vector with bit 30 set, which says that encls
   * has faulted.
   */
  FAULT_SGX(18, null),
  /**
   * EX_TYPE_UCOPY_LEN: sets rcx to the entry's register plus the immediate times rcx, the number of
   * bytes left of a copy in units larger than a byte.
   */
  UCOPY_LEN(19, null),
  /**
   * EX_TYPE_ZEROPAD: sets the register of the load to the bytes before the absent page, followed by
   * zeros.
   */
  ZEROPAD(20, null);

  static final int TYPE_MASK = 0xff;
  private static final int CLEAR_AX = 1 << 12;
  private static final int CLEAR_DX = 1 << 13;
  private static final int SGX_FAULT = 1 << 30;
  private static final long EIO = 5;

  /** The largest type number of any kernel release, including types that are not supported here. */
  private static final int LARGEST = 21;

  private final int number;
  private final String handler;

  ExceptionType(int number, String handler) {
    this.number = number;
    this.handler = handler;
  }

  int number() {
    return number;
  }

  /**
   * True if a third word can be a valid type, register, flags and immediate in some kernel release.
   */
  static boolean isPlausible(int data) {
    int type = data & TYPE_MASK;
    return type >= 1 && type <= LARGEST && (data & 0xc000) == 0;
  }

  /** Returns the type in an entry's third word; null if the type is not supported. */
  static ExceptionType of(int data) {
    for (ExceptionType type : values()) {
      if (type.number == (data & TYPE_MASK)) {
        return type;
      }
    }
    return null;
  }

  /**
   * Returns the type that the kernel's handler function of a name implements; null if the type is
   * not supported.
   */
  static ExceptionType ofHandler(String function) {
    for (ExceptionType type : values()) {
      if (function.equals(type.handler)) {
        return type;
      }
    }
    return null;
  }

  /**
   * Performs the action that a third word selects. Returns false if the type is unknown or if a
   * {@code ZEROPAD} entry's instruction cannot be completed; the CPU is then unchanged.
   */
  static boolean apply(int data, int vector, Cpu cpu, ZeroPadding padding) {
    ExceptionType type = of(data);
    if (type == null) {
      return false;
    }
    State register = State.gpr(data >> 8);
    long immediate = data >> 16;
    switch (type) {
      case DEFAULT, UACCESS, FPU_RESTORE, WRMSR, DEFAULT_MCE_SAFE -> {}
      case FAULT, COPY, FAULT_MCE_SAFE -> cpu.set(State.RAX, vector);
      case FAULT_SGX -> cpu.set(State.RAX, vector | SGX_FAULT);
      case CLEAR_FS -> cpu.set(State.FS, 0);
      case RDMSR -> clear(cpu);
      case WRMSR_SAFE -> cpu.set(register, -EIO);
      case RDMSR_SAFE -> {
        clear(cpu);
        cpu.set(register, -EIO);
      }
      case POP_REG -> {
        cpu.set(State.RSP, cpu.get(State.RSP) + Long.BYTES);
        cpu.set(register, immediate);
      }
      case IMM_REG -> cpu.set(register, immediate);
      case UCOPY_LEN -> cpu.set(State.RCX, cpu.get(register) + immediate * cpu.get(State.RCX));
      case ZEROPAD -> {
        if (!padding.apply()) {
          return false;
        }
      }
    }
    if ((data & CLEAR_AX) != 0) {
      cpu.set(State.RAX, 0);
    }
    if ((data & CLEAR_DX) != 0) {
      cpu.set(State.RDX, 0);
    }
    return true;
  }

  private static void clear(Cpu cpu) {
    cpu.set(State.RAX, 0);
    cpu.set(State.RDX, 0);
  }
}

package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;

/**
 * Actions of exception table entries besides continuing at the fix-up. The third word is the type
 * in bits 0-7, a register's encoding number in bits 8-11, flags that clear rax (bit 12) and rdx
 * (bit 13), and a signed immediate in bits 16-31 (arch/x86/include/asm/extable_fixup_types.h, 5.15
 * on). From 4.6 to 5.14 the third word is the address of a handler, relative to itself.
 */
enum ExceptionType {
  /** No action. */
  DEFAULT(1, "ex_handler_default"),
  /** rax = the exception's vector. */
  FAULT(2, "ex_handler_fault"),
  /** No action; the type states that the access was meant for user memory. */
  UACCESS(3, "ex_handler_uaccess"),
  /** rax = the exception's vector; a copy that may have been from user memory. */
  COPY(4, "ex_handler_copy"),
  /** fs = 0. */
  CLEAR_FS(5, "ex_handler_clear_fs"),
  /** No action here, because there are no floating-point registers to reset. */
  FPU_RESTORE(6, "ex_handler_fprestore"),
  /** No action; the kernel prints a warning. */
  WRMSR(8, "ex_handler_wrmsr_unsafe"),
  /** rax = rdx = 0; the kernel prints a warning. */
  RDMSR(9, "ex_handler_rdmsr_unsafe"),
  /** The register = -EIO. */
  WRMSR_SAFE(10, null),
  /** The register = -EIO, rax = rdx = 0. */
  RDMSR_SAFE(11, null),
  /** As {@link #DEFAULT}; a machine check may be fixed up too. */
  DEFAULT_MCE_SAFE(14, null),
  /** As {@link #FAULT}; a machine check may be fixed up too. */
  FAULT_MCE_SAFE(15, null),
  /** Pops a word off the stack, and then acts as {@link #IMM_REG}. */
  POP_REG(16, null),
  /** The register = the immediate: 0, or -EFAULT. */
  IMM_REG(17, null),
  /** rax = the exception's vector with bit 30 set: encls has faulted. */
  FAULT_SGX(18, null),
  /** rcx = the register + the immediate times rcx: bytes left of a copy in larger units. */
  UCOPY_LEN(19, null),
  /** The load's register = the bytes before the absent page, then zeros. */
  ZEROPAD(20, null);

  static final int TYPE_MASK = 0xff;
  private static final int CLEAR_AX = 1 << 12;
  private static final int CLEAR_DX = 1 << 13;
  private static final int SGX_FAULT = 1 << 30;
  private static final long EIO = 5;

  /** The largest type number of any release, including types that are not supported here. */
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

  /** True if a third word can be a type of some release with its register, flags and immediate. */
  static boolean isPlausible(int data) {
    int type = data & TYPE_MASK;
    return type >= 1 && type <= LARGEST && (data & 0xc000) == 0;
  }

  /** The type of an entry's third word; null if it is not supported. */
  static ExceptionType of(int data) {
    for (ExceptionType type : values()) {
      if (type.number == (data & TYPE_MASK)) {
        return type;
      }
    }
    return null;
  }

  /** The type that the kernel's handler of that name implements; null if it is not supported. */
  static ExceptionType ofHandler(String function) {
    for (ExceptionType type : values()) {
      if (function.equals(type.handler)) {
        return type;
      }
    }
    return null;
  }

  /**
   * Performs the action. Returns false and does nothing if the type is unknown or needs what is not
   * there.
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

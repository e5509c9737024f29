package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;

/**
 * What today's exception table entries ask for beside going on at the fix-up. The third word is the
 * type in bits 0-7, a register's encoding number in bits 8-11, flags that clear rax (bit 12) and
 * rdx (bit 13), and a signed immediate in bits 16-31.
 */
enum ExceptionType {
  /** Nothing. */
  DEFAULT(1),
  /** rax = the exception's vector. */
  FAULT(2),
  /** Nothing; says that the access was meant for user memory. */
  UACCESS(3),
  /** The register = the immediate: 0, or -EFAULT. */
  IMM_REG(17),
  /** rcx = the register + the immediate times rcx: bytes left of a copy in larger units. */
  UCOPY_LEN(19);

  static final int TYPE_MASK = 0xff;
  private static final int CLEAR_AX = 1 << 12;
  private static final int CLEAR_DX = 1 << 13;

  private final int number;

  ExceptionType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The type of an entry's third word; null if it is none of ours. */
  static ExceptionType of(int data) {
    for (ExceptionType type : values()) {
      if (type.number == (data & TYPE_MASK)) {
        return type;
      }
    }
    return null;
  }

  /** Does it; false if the type is unknown, with nothing done. */
  static boolean apply(int data, int vector, Cpu cpu) {
    ExceptionType type = of(data);
    if (type == null) {
      return false;
    }
    State register = State.gpr(data >> 8);
    long immediate = data >> 16;
    switch (type) {
      case DEFAULT, UACCESS -> {}
      case FAULT -> cpu.set(State.RAX, vector);
      case IMM_REG -> cpu.set(register, immediate);
      case UCOPY_LEN -> cpu.set(State.RCX, cpu.get(register) + immediate * cpu.get(State.RCX));
    }
    if ((data & CLEAR_AX) != 0) {
      cpu.set(State.RAX, 0);
    }
    if ((data & CLEAR_DX) != 0) {
      cpu.set(State.RDX, 0);
    }
    return true;
  }
}

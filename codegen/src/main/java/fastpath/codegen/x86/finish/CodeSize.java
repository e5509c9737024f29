package fastpath.codegen.x86.finish;

import fastpath.codegen.ir.Segment;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;

/** Estimates the size of instructions in bytes before they are encoded. */
final class CodeSize {
  private CodeSize() {}

  static int of(MachineBlock block) {
    int size = 0;
    for (MachineInsn insn : block.insns) {
      size += of(insn);
    }
    return size;
  }

  private static int of(MachineInsn insn) {
    return switch (insn.kind) {
      case RETURN -> 1;
      case JUMP, BRANCH -> 2;
      case CALL, TAIL -> 5;
      case STOP, PROLOGUE, EPILOGUE -> 0;
      case ASM -> insn.asm.isBarrier() ? 0 : 8;
      case PLAIN, COPY, SWITCH -> plain(insn);
    };
  }

  /** The size of opcode and ModRM byte, plus the bytes that the operands add. */
  private static int plain(MachineInsn insn) {
    int size = 2;
    boolean rex = false;
    for (MachineOperand operand : insn.operands) {
      switch (operand) {
        case Register r -> rex |= r.bits() == 64 || r.number() >= 8;
        case Immediate c -> size += c.symbol() == null && c.value() == (byte) c.value() ? 1 : 4;
        case Memory m -> {
          rex |= m.bits() == 64 || m.base() >= 8 || m.index() >= 8;
          size += m.segment() == Segment.NONE ? 0 : 1;
          size += m.index() >= 0 ? 1 : 0;
          boolean far = m.symbol() != null || m.disp() != (byte) m.disp();
          size += far ? 4 : m.disp() != 0 || m.slot() >= 0 ? 1 : 0;
        }
      }
    }
    return size + (rex ? 1 : 0);
  }
}

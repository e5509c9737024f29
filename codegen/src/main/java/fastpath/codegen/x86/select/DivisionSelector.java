package fastpath.codegen.x86.select;

import static fastpath.codegen.x86.machine.Registers.RAX;
import static fastpath.codegen.x86.machine.Registers.RDX;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;

/**
 * Selects division and remainder: shifts and masks for powers of two, otherwise the divide
 * instruction.
 */
final class DivisionSelector {
  private final SelectionState s;

  DivisionSelector(SelectionState selection) {
    this.s = selection;
  }

  void select(Instr i) {
    int d = s.demandedRegister(i);
    boolean signed = i.op == Op.SDIV || i.op == Op.SREM;
    boolean remainder = i.op == Op.SREM || i.op == Op.UREM;
    if (!signed && i.arg(1) instanceof Const c && Long.bitCount(c.unsigned()) == 1) {
      powerOfTwo(i, d, c.unsigned(), remainder);
      return;
    }
    int bits = SelectionState.opBits(i.type);
    int divisor = extended(i, 1, signed, bits);
    int dividend = extended(i, 0, signed, bits);
    if (d == 0) {
      d = s.fresh(bits);
    }
    s.copy(RAX, dividend, bits);
    if (signed) {
      MachineInsn sign = s.emit(bits == 64 ? Opcode.CQO : Opcode.CDQ);
      sign.uses = new int[] {RAX};
      sign.defs = new int[] {RDX};
    } else {
      s.emit(Opcode.MOV, new Register(RDX, 32), new Immediate(0, null));
    }
    MachineInsn divide = s.emit(signed ? Opcode.IDIV : Opcode.DIV, new Register(divisor, bits));
    divide.uses = new int[] {RAX, RDX};
    divide.defs = new int[] {RAX, RDX};
    s.copy(d, remainder ? RDX : RAX, bits);
  }

  private int extended(Instr i, int arg, boolean signed, int bits) {
    int r = s.register(i.arg(arg));
    int width = SelectionState.exactBits(i.type);
    if (width >= 32 || i.arg(arg) instanceof Const && signed) {
      return r;
    }
    int wide = s.fresh(32);
    s.emit(signed ? Opcode.MOVSX : Opcode.MOVZX, new Register(wide, 32), new Register(r, width));
    return wide;
  }

  private void powerOfTwo(Instr i, int d, long n, boolean remainder) {
    int bits = SelectionState.opBits(i.type);
    int value = extended(i, 0, false, bits);
    if (d == 0) {
      return;
    }
    if (!remainder) {
      s.tie(d, value, bits);
      s.emit(Opcode.SHR, new Register(d, bits), new Immediate(Long.numberOfTrailingZeros(n), null));
    } else if (n - 1 <= Integer.MAX_VALUE || bits == 32) {
      s.tie(d, value, 32);
      s.emit(Opcode.AND, new Register(d, 32), new Immediate((int) (n - 1), null));
    } else {
      int mask = s.register(Const.of(Type.I64, n - 1));
      s.tie(d, value, bits);
      s.emit(Opcode.AND, new Register(d, bits), new Register(mask, bits));
    }
  }
}

package fastpath.codegen.x86.finish;

import fastpath.codegen.asm.Cfi;
import fastpath.codegen.asm.Item;
import fastpath.codegen.asm.Section;
import fastpath.codegen.source.Loc;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.codegen.x86.machine.Registers;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Isa;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;

/** Writes prologues and epilogues, with the call frame information for them. */
final class FrameEmitter {
  private static final int DWARF_RSP = 7;

  private final Section section;
  private final FramePlan.Frame frame;

  /** The distance in bytes of the stack pointer from the CFA: 8 on entry. */
  private long depth = 8;

  /** The number of pushed registers for which call frame information has been written. */
  private int told;

  private boolean cfaIsRbp;

  FrameEmitter(Section section, FramePlan.Frame frame) {
    this.section = section;
    this.frame = frame;
  }

  /** The distance in bytes of the stack pointer from its value on entry. */
  long displacement() {
    return depth - 8;
  }

  void prologue(Loc loc) {
    for (int k = 0; k < frame.pushed().length; k++) {
      int register = frame.pushed()[k];
      code(loc, Opcode.PUSH, reg(register));
      moveTo(depth + 8);
      section.add(Cfi.of(Cfi.Kind.OFFSET, Cfi.dwarfRegister(register), -depth));
      told = k + 1;
      if (k == 0 && frame.framePointer()) {
        code(loc, Opcode.MOV, reg(Registers.RBP), reg(Registers.RSP));
        section.add(Cfi.of(Cfi.Kind.DEF_CFA_REGISTER, Cfi.dwarfRegister(Registers.RBP)));
        cfaIsRbp = true;
      }
    }
    if (frame.area() != 0) {
      code(loc, Opcode.SUB, reg(Registers.RSP), Operand.imm(frame.area()));
      moveTo(depth + frame.area());
    }
    if (frame.aligned()) {
      code(loc, Opcode.AND, reg(Registers.RSP), Operand.imm(-16));
    }
  }

  void epilogue(Loc loc) {
    if (frame.dynamic()) {
      release(loc);
    } else if (frame.area() != 0) {
      code(loc, Opcode.ADD, reg(Registers.RSP), Operand.imm(frame.area()));
      moveTo(depth - frame.area());
    }
    for (int k = frame.pushed().length - 1; k >= 0; k--) {
      int register = frame.pushed()[k];
      code(loc, Opcode.POP, reg(register));
      if (k == 0 && frame.framePointer()) {
        depth -= 8;
        section.add(Cfi.of(Cfi.Kind.DEF_CFA, DWARF_RSP, depth));
        cfaIsRbp = false;
      } else {
        moveTo(depth - 8);
      }
    }
  }

  /** Sets the stack pointer to the last pushed register, wherever it points. */
  private void release(Loc loc) {
    long pushedBelow = 8L * (frame.pushed().length - 1);
    if (pushedBelow == 0) {
      code(loc, Opcode.MOV, reg(Registers.RSP), reg(Registers.RBP));
    } else {
      Reg rbp = Reg.gpr(Registers.RBP, 64);
      code(
          loc,
          Opcode.LEA,
          reg(Registers.RSP),
          new Operand.Mem(0, null, rbp, null, 1, -pushedBelow, null, 64));
    }
    depth = 16 + pushedBelow;
  }

  /**
   * Writes the unwind rules at the start of a block that control does not enter from the preceding
   * block.
   */
  void blockStart(boolean framed) {
    long wanted = framed ? 8 + frame.size() : 8;
    boolean pointer = framed && frame.framePointer();
    if (pointer != cfaIsRbp) {
      int register = Cfi.dwarfRegister(pointer ? Registers.RBP : Registers.RSP);
      section.add(Cfi.of(Cfi.Kind.DEF_CFA, register, pointer ? 16 : wanted));
      cfaIsRbp = pointer;
      depth = wanted;
    } else {
      moveTo(wanted);
    }
    int saved = framed ? frame.pushed().length : 0;
    for (; told < saved; told++) {
      int register = Cfi.dwarfRegister(frame.pushed()[told]);
      section.add(Cfi.of(Cfi.Kind.OFFSET, register, -16 - 8L * told));
    }
    while (told > saved) {
      section.add(Cfi.of(Cfi.Kind.RESTORE, Cfi.dwarfRegister(frame.pushed()[--told])));
    }
  }

  private void moveTo(long newDepth) {
    if (depth != newDepth) {
      depth = newDepth;
      if (!cfaIsRbp) {
        section.add(Cfi.offset(Cfi.Kind.DEF_CFA_OFFSET, depth));
      }
    }
  }

  private void code(Loc loc, Opcode opcode, Operand... operands) {
    Insn insn = Isa.make(opcode.text(), operands);
    section.add(new Item.Code(insn, loc));
  }

  private static Operand reg(int number) {
    return Operand.reg(Reg.gpr(number, 64));
  }
}

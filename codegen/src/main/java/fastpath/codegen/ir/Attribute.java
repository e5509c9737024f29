package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;

/**
 * Data of an instruction in addition to its arguments. The comment of each {@link Op} names the
 * operation's attribute; {@link Instr} has an accessor for each attribute.
 */
public sealed interface Attribute
    permits AsmInfo,
        Attribute.Expected,
        Attribute.Hardware,
        Attribute.Output,
        BranchWeight,
        CallInfo,
        Cases,
        Mem,
        MemoryOrder,
        Pred,
        Rmw,
        StackSlot {
  /** Attribute of EXPECT: the value that {@code __builtin_expect} declares to be likely. */
  record Expected(long value) implements Attribute {}

  /** Attribute of READ_REG and WRITE_REG: the hardware register. */
  record Hardware(Reg register) implements Attribute {}

  /** Attribute of RESULT: the number of an output of its ASM or CALL, from 0. */
  record Output(int index) implements Attribute {}
}

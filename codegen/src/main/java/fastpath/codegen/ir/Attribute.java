package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;

/**
 * What an instruction needs beyond its arguments. Which attribute an operation has is said at each
 * {@link Op}; {@link Instr} has an accessor for each.
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
  /** Of EXPECT: the value that {@code __builtin_expect} says is likely. */
  record Expected(long value) implements Attribute {}

  /** Of READ_REG and WRITE_REG: the hardware register. */
  record Hardware(Reg register) implements Attribute {}

  /** Of RESULT: which output of its ASM, from 0. */
  record Output(int index) implements Attribute {}
}

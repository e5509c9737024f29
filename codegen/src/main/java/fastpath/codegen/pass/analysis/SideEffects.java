package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;

/** The effects of instructions in addition to the value they yield. */
public final class SideEffects {
  private SideEffects() {}

  /** True if the instruction can be removed if its value is unused. */
  public static boolean isRemovable(Instr x) {
    return switch (x.op) {
      case LOAD -> x.mem().isPlain();
      case ALLOCA, DYNAMIC_ALLOCA, PHI, FRAME_ADDRESS, RETURN_ADDRESS, RESULT, READ_REG -> true;
      case ASM -> isRemovableAsm(x.asm());
      case ADD, SUB, MUL, AND, OR, XOR, SHL, LSHR -> x.op.isPure() || x.op.isDivision();
      case ASHR, ROTL, SDIV, UDIV, SREM, UREM -> x.op.isPure() || x.op.isDivision();
      case NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> x.op.isPure() || x.op.isDivision();
      case ICMP, SELECT, ZEXT, SEXT, TRUNC -> x.op.isPure() || x.op.isDivision();
      case EXPECT, STORE, ATOMIC_RMW, CMPXCHG -> x.op.isPure() || x.op.isDivision();
      case FENCE, CALL, WRITE_REG, BR, CONDBR -> x.op.isPure() || x.op.isDivision();
      case SWITCH, RET, UNREACHABLE, ASM_GOTO -> x.op.isPure() || x.op.isDivision();
    };
  }

  private static boolean isRemovableAsm(AsmInfo a) {
    return !a.isVolatile() && !a.memory() && !a.operands().isEmpty() && !writesMemory(a);
  }

  static boolean writesMemory(AsmInfo a) {
    return a.operands().stream()
        .anyMatch(o -> o.isMemoryOnly() && o.kind() == fastpath.codegen.ir.AsmOperand.Kind.OUT);
  }

  /** True if the instruction may change memory at any location whose address escapes. */
  public static boolean clobbersAll(Instr x) {
    return switch (x.op) {
      case CALL, FENCE, ATOMIC_RMW, CMPXCHG, WRITE_REG -> true;
      case LOAD, STORE -> x.mem().order().ordersOthers();
      case ASM, ASM_GOTO -> x.asm().memory();
      case ADD, SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL -> false;
      case SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> false;
      case ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT, ALLOCA -> false;
      case RESULT, READ_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS -> false;
      case PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE -> false;
    };
  }

  /** True if the instruction may be executed speculatively, because its only effect is time. */
  public static boolean isSpeculatable(Instr x) {
    return x.op.isPure();
  }

  /**
   * True for a read of rsp; all such reads in a function are assumed to yield the same value, as in
   * gcc for register variables.
   */
  public static boolean isStackPointer(Instr x) {
    return x.op == Op.READ_REG && x.hardware() == fastpath.emulator.isa.Reg.RSP;
  }
}

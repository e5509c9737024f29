package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.AsmOperand;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes the effects of instructions on memory from the set of slots whose addresses do not
 * escape the function.
 */
public final class AliasAnalysis {
  private final Set<Instr> privateSlots = new HashSet<>();

  /** Finds the slots whose addresses do not escape the function. */
  public AliasAnalysis(Function f) {
    DefUseChains uses = DefUseChains.of(f);
    for (Instr x : f.entry().instrs) {
      if (x.op == Op.ALLOCA && staysIn(x, uses)) {
        privateSlots.add(x);
      }
    }
  }

  private static boolean staysIn(Instr address, DefUseChains uses) {
    for (Instr user : uses.of(address)) {
      boolean fine =
          user.op == Op.LOAD
              || user.op == Op.STORE && user.arg(1) != address
              || user.op == Op.ADD && staysIn(user, uses);
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  /** True for an ALLOCA whose address is used only by loads and stores. */
  public boolean isPrivate(Instr slot) {
    return privateSlots.contains(slot);
  }

  /**
   * Returns the locations that an instruction writes, except those that {@link
   * SideEffects#clobbersAll} covers.
   */
  public static List<MemoryLocation> writes(Instr x) {
    return switch (x.op) {
      case STORE -> List.of(MemoryLocation.of(x.arg(0), x.arg(1).type().bytes(), x.mem().seg()));
      case ASM, ASM_GOTO -> asmWrites(x);
      case ADD, SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL -> List.of();
      case SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> List.of();
      case ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT, LOAD, ALLOCA -> List.of();
      case ATOMIC_RMW, CMPXCHG, FENCE, CALL, RESULT, READ_REG, WRITE_REG -> List.of();
      case DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS, PHI, BR, CONDBR, SWITCH, RET -> List.of();
      case UNREACHABLE -> List.of();
    };
  }

  private static List<MemoryLocation> asmWrites(Instr x) {
    List<MemoryLocation> writes = new ArrayList<>();
    for (AsmOperand o : x.asm().operands()) {
      if (o.memory() && o.kind() == AsmOperand.Kind.OUT && o.isMemoryOnly()) {
        Value address = x.arg(o.arg());
        // The type VOID stands for an aggregate of unknown size.
        int bytes = o.type() == Type.VOID ? Integer.MAX_VALUE : o.type().bytes();
        writes.add(MemoryLocation.of(address, bytes, o.seg()));
      }
    }
    return writes;
  }
}

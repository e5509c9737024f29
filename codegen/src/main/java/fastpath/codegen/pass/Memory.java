package fastpath.codegen.pass;

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

/** What instructions do to memory, given which slots' addresses stay in the function. */
final class Memory {
  private final Set<Instr> privateSlots = new HashSet<>();

  Memory(Function f) {
    Uses uses = Uses.of(f);
    for (Instr x : f.entry().instrs) {
      if (x.op == Op.ALLOCA && staysIn(x, uses)) {
        privateSlots.add(x);
      }
    }
  }

  private static boolean staysIn(Instr address, Uses uses) {
    for (Instr user : uses.of(address)) {
      boolean fine =
          switch (user.op) {
            case LOAD -> true;
            case STORE -> user.arg(1) != address;
            case ADD -> staysIn(user, uses);
            default -> false;
          };
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  boolean isPrivate(Instr slot) {
    return privateSlots.contains(slot);
  }

  /** The places that the instruction writes, besides what {@link Effects#clobbersAll} says. */
  static List<Address> writes(Instr x) {
    return switch (x.op) {
      case STORE -> List.of(Address.of(x.arg(0), x.arg(1).type().bytes(), x.mem().seg()));
      case ASM, ASM_GOTO -> asmWrites(x);
      default -> List.of();
    };
  }

  private static List<Address> asmWrites(Instr x) {
    List<Address> writes = new ArrayList<>();
    for (AsmOperand o : x.asm().operands()) {
      if (o.memory() && o.kind() == AsmOperand.Kind.OUT && o.isMemoryOnly()) {
        Value address = x.arg(o.arg());
        // VOID stands for an aggregate; its size is not said.
        int bytes = o.type() == Type.VOID ? Integer.MAX_VALUE : o.type().bytes();
        writes.add(Address.of(address, bytes, o.seg()));
      }
    }
    return writes;
  }
}

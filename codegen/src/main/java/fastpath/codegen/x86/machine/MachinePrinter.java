package fastpath.codegen.x86.machine;

import fastpath.codegen.ir.Segment;
import fastpath.emulator.isa.Reg;
import java.util.StringJoiner;

/**
 * Prints machine code between passes, in Intel order, with names such as v16 for virtual registers.
 */
public final class MachinePrinter {
  private MachinePrinter() {}

  /** The text of all blocks with their instructions. */
  public static String print(MachineFunction function) {
    StringBuilder out = new StringBuilder(function.source.name).append(":\n");
    for (MachineBlock block : function.blocks) {
      out.append(block.name).append(": # ").append("%.3f".formatted(block.frequency));
      if (!block.succs.isEmpty()) {
        out.append(" ->").append(block.succs.toString());
      }
      out.append('\n');
      for (MachineInsn insn : block.insns) {
        out.append("  ").append(print(insn)).append('\n');
      }
    }
    return out.toString();
  }

  /** The text of one instruction, without a line end. */
  public static String print(MachineInsn insn) {
    StringJoiner operands = new StringJoiner(", ");
    for (MachineOperand operand : insn.operands) {
      operands.add(print(operand));
    }
    String name =
        switch (insn.kind) {
          case PLAIN -> (insn.lock ? "lock " : "") + insn.mnemonic();
          case COPY -> insn.tie ? "tie" : "copy";
          case CALL, ASM, JUMP, SWITCH, RETURN, TAIL, STOP, PROLOGUE, EPILOGUE -> insn.kind.text();
          case BRANCH -> "branch " + insn.condition.text();
        };
    StringBuilder out = new StringBuilder(name).append(' ').append(operands);
    for (int use : insn.uses) {
      out.append(" <").append(register(use, 64));
    }
    for (int def : insn.defs) {
      out.append(" >").append(register(def, 64));
    }
    return out.toString().stripTrailing();
  }

  private static String print(MachineOperand operand) {
    return switch (operand) {
      case MachineOperand.Register r -> register(r.number(), r.bits());
      case MachineOperand.Immediate c ->
          c.symbol() == null ? "" + c.value() : c.symbol() + "+" + c.value();
      case MachineOperand.Memory m -> {
        StringJoiner sum = new StringJoiner("+", m.bits() + "[", "]");
        if (m.segment() != Segment.NONE) {
          sum.add(m.segment() + ":");
        }
        if (m.symbol() != null) {
          sum.add(m.symbol());
        }
        if (m.slot() >= 0) {
          sum.add("slot" + m.slot());
        }
        if (m.base() >= 0) {
          sum.add(register(m.base(), 64));
        }
        if (m.index() >= 0) {
          sum.add(register(m.index(), 64) + "*" + m.scale());
        }
        if (m.disp() != 0) {
          sum.add("" + m.disp());
        }
        yield sum.toString();
      }
    };
  }

  private static String register(int number, int bits) {
    return Registers.isVirtual(number)
        ? "v" + number + "." + bits
        : Reg.gpr(number, bits).att().substring(1);
  }
}

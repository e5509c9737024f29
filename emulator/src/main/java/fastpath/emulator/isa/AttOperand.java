package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;

/** Prints operands in AT&amp;T syntax. */
final class AttOperand {
  private AttOperand() {}

  /**
   * Returns the text of an operand without its instruction, for messages and for operands whose
   * size no row determines.
   */
  static String source(Operand operand) {
    return switch (operand) {
      case RegOp op -> op.reg().att();
      case Imm imm ->
          "$" + (imm.symbol() == null ? hex(imm.value()) : symbol(imm.symbol(), imm.value()));
      case Mem mem -> memory(mem);
      case Rel rel -> rel.symbol() == null ? hex(rel.target()) : symbol(rel.symbol(), rel.target());
    };
  }

  /** Returns the text of operand number i of an instruction. */
  static String text(Insn insn, int i) {
    Slot slot = insn.form().slots[i];
    Operand operand = insn.operand(i);
    if (operand instanceof Imm imm && imm.symbol() == null && slot.place() == Slot.Place.IMM) {
      return "$" + hex(Alu.zx(insn.form().width, imm.value()));
    }
    if (operand instanceof Mem mem && slot.isString()) {
      Reg segment =
          slot.place() == Slot.Place.STRING_DESTINATION
              ? Reg.ES
              : mem.segment() == null ? Reg.DS : mem.segment();
      return memory(mem.withSegment(segment));
    }
    // The register dx is an implied operand only as a port, which is written (%dx).
    return slot.fixed() == Reg.DX ? "(%dx)" : source(operand);
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static String signedHex(long value) {
    return value < 0 ? "-" + hex(-value) : hex(value);
  }

  static String symbol(Symbolic symbol, long addend) {
    return addend == 0 ? symbol.toString() : symbol + (addend < 0 ? "" : "+") + addend;
  }

  private static String memory(Mem mem) {
    return memory(mem, mem.index() == null ? null : mem.index().att());
  }

  /**
   * Returns the text of a memory operand.
   *
   * @param index name of the index register; null if there is none
   */
  static String memory(Mem mem, String index) {
    StringBuilder text = new StringBuilder();
    if (mem.segment() != null) {
      text.append(mem.segment().att()).append(':');
    }
    boolean registers = mem.base() != null || mem.index() != null;
    if (mem.symbol() != null) {
      text.append(symbol(mem.symbol(), mem.disp()));
    } else if (!registers) {
      text.append(hex(mem.addressBits() == 32 ? Alu.zx(32, mem.disp()) : mem.disp()));
    } else if (mem.base() == null
        || mem.ripRelative()
        || mem.disp() != 0
        || Encoder.displacementBytes(mem) > 0) {
      text.append(signedHex(mem.disp()));
    }
    if (registers) {
      text.append('(');
      if (mem.base() != null) {
        text.append(mem.base().att());
      }
      if (mem.index() != null) {
        text.append(',').append(index).append(',').append(mem.scale());
      }
      text.append(')');
    }
    return text.toString();
  }
}

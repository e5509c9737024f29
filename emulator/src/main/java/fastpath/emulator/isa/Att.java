package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.function.Function;

/** Prints instructions in AT&amp;T syntax. */
public final class Att {
  private static final int COLUMN = 6;

  private Att() {}

  /** Returns an instruction as objdump -d prints it after the bytes, without symbols. */
  public static String print(Decoded decoded) {
    return print(decoded.insn(), decoded.next(), address -> null);
  }

  /**
   * Returns an instruction as objdump -d prints it.
   *
   * @param nextAddress address after the instruction
   * @param symbolizer returns "f+0x16" for an address; null for an address without a symbol
   */
  public static String print(Insn insn, long nextAddress, Function<Long, String> symbolizer) {
    StringBuilder text = new StringBuilder();
    mnemonic(insn, text);
    boolean any = false;
    for (int k = 0; k < insn.operands().size(); k++) {
      int i = nth(insn, k);
      if (insn.form().slots[i].place() == Slot.Place.ONE) {
        continue;
      }
      separate(text, any);
      any = true;
      if (insn.operand(i) instanceof Rel rel && rel.symbol() == null) {
        text.append(place(rel.target(), symbolizer));
      } else {
        operand(insn, i, text);
      }
    }
    for (Operand operand : insn.operands()) {
      if (operand instanceof Mem mem && mem.ripRelative() && mem.symbol() == null) {
        text.append("        # ").append(place(nextAddress + mem.disp(), symbolizer));
      }
    }
    return text.toString();
  }

  /** Returns an instruction as source text for GNU as. */
  public static String source(Insn insn) {
    StringBuilder text = new StringBuilder();
    mnemonic(insn, text);
    boolean any = false;
    for (int k = 0; k < insn.operands().size(); k++) {
      int i = nth(insn, k);
      if (insn.form().slots[i].place() != Slot.Place.ONE) {
        separate(text, any);
        any = true;
        operand(insn, i, text);
      }
    }
    return text.toString();
  }

  /** Returns the index of the k-th operand in AT&amp;T order. */
  private static int nth(Insn insn, int k) {
    return insn.form().keepsOrder ? k : insn.operands().size() - 1 - k;
  }

  /** Appends the blanks after a mnemonic, or the comma between operands. */
  static void separate(StringBuilder text, boolean any) {
    if (any) {
      text.append(',');
      return;
    }
    while (text.length() < COLUMN) {
      text.append(' ');
    }
    text.append(' ');
  }

  /** Returns an address as text, with its symbol if there is one. */
  static String place(long address, Function<Long, String> symbolizer) {
    String symbol = symbolizer.apply(address);
    String hex = Long.toHexString(address);
    return symbol == null ? "0x" + hex : hex + " <" + symbol + ">";
  }

  private static void operand(Insn insn, int i, StringBuilder text) {
    Flow flow = insn.form().flow();
    if (flow == Flow.INDIRECT_JUMP || flow == Flow.INDIRECT_CALL) {
      text.append('*');
    }
    text.append(AttOperand.text(insn, i));
  }

  private static void mnemonic(Insn insn, StringBuilder text) {
    String hint = prefixes(insn.prefixes(), text);
    text.append(insn.form().att);
    if (showsSuffix(insn)) {
      text.append(suffix(insn.form().suffixBits));
    }
    text.append(hint);
  }

  /** Appends the names of prefixes; returns the text that is printed after the mnemonic. */
  static String prefixes(Prefixes prefixes, StringBuilder text) {
    String hint = "";
    String rex = "";
    for (String other : prefixes.others()) {
      if (other.equals("pn") || other.equals("pt")) {
        hint = "," + other;
      } else if (other.startsWith("rex")) {
        rex = other + " ";
      } else {
        text.append(other).append(' ');
      }
    }
    if (prefixes.lock()) {
      text.append("lock ");
    }
    text.append(
        switch (prefixes.repeat()) {
          case NONE -> "";
          case REP -> "rep ";
          case REPE -> "repz ";
          case REPNE -> "repnz ";
        });
    text.append(rex);
    return hint;
  }

  private static boolean showsSuffix(Insn insn) {
    Form form = insn.form();
    return switch (form.suffix) {
      case ALWAYS -> true;
      case NEVER -> false;
      case ANY_MEMORY -> hasMemory(insn);
      case MEMORY ->
          !hasSizingRegister(insn)
              && (form.sizing == Form.Sizing.DEFAULT64
                  ? form.width == 16 && form.slots.length > 0
                  : hasMemory(insn));
    };
  }

  private static boolean hasMemory(Insn insn) {
    for (Operand operand : insn.operands()) {
      if (operand instanceof Mem mem) {
        return mem.bits() > 0;
      }
    }
    return false;
  }

  /**
   * True if a register operand determines the operand size; the count register of a shift does not.
   */
  private static boolean hasSizingRegister(Insn insn) {
    for (int i = 0; i < insn.operands().size(); i++) {
      if (insn.operand(i) instanceof RegOp && insn.form().slots[i].fixed() != Reg.CL) {
        return true;
      }
    }
    return false;
  }

  /** Returns the suffix of an operand size: b, w, l, q. */
  static String suffix(int bits) {
    return switch (bits) {
      case 8 -> "b";
      case 16 -> "w";
      case 32 -> "l";
      case 64 -> "q";
      default -> "";
    };
  }
}

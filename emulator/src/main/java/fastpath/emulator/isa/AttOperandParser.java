package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Parses operands of AT&amp;T text: {@code $imm}, {@code %reg}, {@code
 * %seg:disp(base,index,scale)}.
 */
final class AttOperandParser {
  private AttOperandParser() {}

  private static final class ByName {
    static final Map<String, Reg> REGISTERS = new HashMap<>();

    static {
      for (Reg reg : Reg.values()) {
        REGISTERS.put(reg.att(), reg);
        if (reg.kind() == Reg.Kind.DEBUG) {
          REGISTERS.put("%dr" + reg.number(), reg);
        } else if (reg.isGpr() && reg.bits() == 8 && reg.number() > 7) {
          REGISTERS.put("%r" + reg.number() + "l", reg);
        }
      }
    }
  }

  static Operand parse(String text, Function<String, Symbolic> symbols) {
    if (text.isEmpty()) {
      throw new AsmSyntaxException("an operand is missing");
    }
    if (text.charAt(0) == '$') {
      Expression value = Expression.parse(text.substring(1), symbols);
      return new Imm(value.value(), value.symbol());
    }
    if (text.equals("(%dx)")) {
      return new RegOp(Reg.DX);
    }
    if (text.charAt(0) != '%') {
      return memory(text, null, symbols);
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new RegOp(register(text));
    }
    return memory(
        text.substring(colon + 1).strip(), register(text.substring(0, colon).strip()), symbols);
  }

  private static Reg register(String text) {
    Reg reg = ByName.REGISTERS.get(text.toLowerCase(Locale.ROOT));
    if (reg == null) {
      throw new AsmSyntaxException("no register `" + text + "'");
    }
    return reg;
  }

  /** A segment override is dropped if it names the default segment or is ignored in 64-bit mode. */
  private static Mem memory(String text, Reg segment, Function<String, Symbolic> symbols) {
    Reg override = segment == Reg.FS || segment == Reg.GS ? segment : null;
    int open = openingParenthesis(text);
    Expression disp =
        open == 0
            ? new Expression(0, null)
            : Expression.parse(open < 0 ? text : text.substring(0, open), symbols);
    if (open < 0) {
      return new Mem(0, override, null, null, 1, disp.value(), disp.symbol(), 64);
    }
    String[] parts = (text.substring(open + 1, text.length() - 1) + " ").split(",");
    Reg base = part(parts, 0).isEmpty() ? null : register(part(parts, 0));
    Reg index = part(parts, 1).isEmpty() ? null : register(part(parts, 1));
    long scale = part(parts, 2).isEmpty() ? 1 : Expression.parse(part(parts, 2), symbols).value();
    if (scale != 1 && scale != 2 && scale != 4 && scale != 8 || parts.length > 3) {
      throw new AsmSyntaxException("scale must be 1, 2, 4 or 8: `" + text + "'");
    }
    Reg sized = base != null ? base : index;
    int bits = sized == null ? 64 : sized.bits();
    boolean bad = base != null && !base.isGpr() && base.kind() != Reg.Kind.POINTER;
    bad |= index != null && (index.bits() != bits || index.full() == Reg.RSP);
    if (bad || bits < 32) {
      throw new AsmSyntaxException("not an address: `" + text + "'");
    }
    return new Mem(0, override, base, index, (int) scale, disp.value(), disp.symbol(), bits);
  }

  private static String part(String[] parts, int i) {
    return i < parts.length ? parts[i].strip() : "";
  }

  /**
   * Returns the position of (base,index,scale) in the text; -1 if the text is only an expression.
   */
  private static int openingParenthesis(String text) {
    if (!text.endsWith(")")) {
      return -1;
    }
    int open = text.lastIndexOf('(');
    if (open < 0) {
      throw new AsmSyntaxException("unbalanced parenthesis: `" + text + "'");
    }
    String inside = text.substring(open + 1).strip();
    return inside.startsWith("%") || inside.startsWith(",") ? open : -1;
  }
}

package fastpath.codegen.x86.finish;

import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.AsmOperand;
import fastpath.codegen.ir.Segment;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import java.util.List;
import java.util.stream.Stream;

/** Writes the operands of an inline asm into its template, in AT&amp;T syntax. */
final class AsmTemplate {
  private final AsmInfo info;
  private final Operand[] operands;
  private final List<String> labels;
  private final int unique;
  private final StringBuilder out = new StringBuilder();
  private int at;

  /**
   * @param operands an operand for each operand of the asm statement
   * @param labels the assembler labels for the labels of an asm goto
   * @param unique the number that replaces {@code %=}
   */
  AsmTemplate(AsmInfo info, Operand[] operands, List<String> labels, int unique) {
    this.info = info;
    this.operands = operands;
    this.labels = labels;
    this.unique = unique;
  }

  /**
   * Returns the text for the assembler; throws IllegalArgumentException for an invalid operand
   * reference.
   */
  String substitute() {
    String t = info.template();
    boolean dialects = false;
    boolean skipping = false;
    while (at < t.length()) {
      char c = t.charAt(at++);
      if (!dialects && (c == '|' || c == '}')) {
        out.append(c);
        continue;
      }
      switch (c) {
        case '{' -> dialects = true;
        case '|' -> skipping = true;
        case '}' -> {
          dialects = false;
          skipping = false;
        }
        case '%' -> {
          int mark = out.length();
          reference(t);
          if (skipping) {
            out.setLength(mark);
          }
        }
        default -> {
          if (!skipping) {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private void reference(String t) {
    if (at == t.length()) {
      throw new IllegalArgumentException("'%' at the end of an asm template");
    }
    char c = t.charAt(at);
    if ("%{|}".indexOf(c) >= 0) {
      out.append(c);
      at++;
    } else if (c == '=') {
      out.append(unique);
      at++;
    } else {
      char modifier = 0;
      if (Character.isLetter(c)) {
        modifier = c;
        at++;
      }
      int index = index(t, modifier == 'l');
      if (index >= operands.length) {
        out.append(labels.get(index - operands.length));
      } else {
        out.append(text(index, modifier));
      }
    }
  }

  /** Returns the number of an operand; labels are numbered after the operands. */
  private int index(String t, boolean label) {
    if (at < t.length() && t.charAt(at) == '[') {
      int end = t.indexOf(']', at);
      if (end < 0) {
        throw new IllegalArgumentException("missing ']' in asm template");
      }
      String name = t.substring(at + 1, end);
      at = end + 1;
      return named(name, label);
    }
    int start = at;
    while (at < t.length() && Character.isDigit(t.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw new IllegalArgumentException("invalid '%' sequence in asm template");
    }
    int number = Integer.parseInt(t.substring(start, at));
    if (label) {
      number = operands.length + number - countedByGcc();
    }
    if (number < 0 || number >= operands.length + labels.size()) {
      throw new IllegalArgumentException("operand number out of range in asm template");
    }
    return number;
  }

  /** gcc numbers a read-write operand twice; our list has a read-write memory operand only once. */
  private int countedByGcc() {
    int count = operands.length;
    for (AsmOperand operand : info.operands()) {
      if (operand.isMemoryOnly()
          && operand.kind() == AsmOperand.Kind.OUT
          && !info.labels().isEmpty()) {
        count++;
      }
    }
    return count;
  }

  private int named(String name, boolean label) {
    if (label) {
      int k = info.labels().indexOf(name);
      if (k >= 0) {
        return operands.length + k;
      }
    }
    for (int k = 0; k < operands.length; k++) {
      if (name.equals(info.operands().get(k).name())) {
        return k;
      }
    }
    throw new IllegalArgumentException("undefined named operand '" + name + "' in asm template");
  }

  private String text(int index, char modifier) {
    return switch (operands[index]) {
      case Operand.RegOp r -> register(r.reg(), modifier);
      case Operand.Imm i -> immediate(i, modifier);
      case Operand.Mem m -> memory(m, modifier);
      case Operand.Rel r -> r.symbol() + (r.target() == 0 ? "" : "+" + r.target());
    };
  }

  private static String register(Reg reg, char modifier) {
    Reg sized =
        switch (modifier) {
          case 'b' -> Reg.gpr(reg.number(), 8);
          case 'w' -> Reg.gpr(reg.number(), 16);
          case 'k' -> Reg.gpr(reg.number(), 32);
          case 'q', 'a' -> Reg.gpr(reg.number(), 64);
          case 'h' -> secondByte(reg);
          default -> reg;
        };
    return modifier == 'a' ? "(" + sized.att() + ")" : sized.att();
  }

  /** Returns the name of a register's second byte, AH to DH; only four registers have one. */
  private static Reg secondByte(Reg reg) {
    return Stream.of(Reg.values())
        .filter(high -> high.kind() == Reg.Kind.HIGH && high.full() == reg.full())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no second byte of " + reg.att()));
  }

  private static String immediate(Operand.Imm imm, char modifier) {
    String number = sum(imm.symbol() == null ? null : imm.symbol().toString(), imm.value());
    return switch (modifier) {
      case 'c', 'p', 'P', 'n' -> modifier == 'n' ? "" + -imm.value() : number;
      case 'a' -> imm.symbol() == null ? number : number + "(%rip)";
      default -> "$" + number;
    };
  }

  private static String sum(String symbol, long addend) {
    if (symbol == null) {
      return Long.toString(addend);
    }
    return addend == 0 ? symbol : symbol + (addend > 0 ? "+" : "") + addend;
  }

  private static String memory(Operand.Mem m, char modifier) {
    long disp = m.disp() + (modifier == 'H' ? 8 : 0);
    StringBuilder text = new StringBuilder();
    if (m.segment() != null) {
      text.append(m.segment().att()).append(':');
    }
    boolean bare = m.base() == null && m.index() == null;
    if (m.symbol() != null || disp != 0 || bare) {
      text.append(sum(m.symbol() == null ? null : m.symbol().toString(), disp));
    }
    if (modifier == 'P' && m.base() == Reg.RIP) {
      return text.toString();
    }
    if (!bare) {
      text.append('(');
      if (m.base() != null) {
        text.append(m.base().att());
      }
      if (m.index() != null) {
        text.append(',').append(m.index().att()).append(',').append(m.scale());
      }
      text.append(')');
    }
    return text.toString();
  }

  /** The segment register of an override, or null. */
  static Reg segment(Segment segment) {
    return switch (segment) {
      case NONE -> null;
      case GS -> Reg.GS;
      case FS -> Reg.FS;
    };
  }
}

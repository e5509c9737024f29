package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Parses instructions of AT&amp;T assembler text. */
public final class AttParser {
  /** The mnemonics that shift by %cl if they are written with two operands. */
  private static final Set<String> DOUBLE_SHIFTS = Set.of("shld", "shrd");

  private AttParser() {}

  /** The rows by AT&amp;T mnemonic, with and without suffix; made on first use. */
  private static final class ByName {
    static final Map<String, List<Form>> ROWS = new HashMap<>(4096);

    static {
      for (Form form : Isa.forms()) {
        if (!form.decodeOnly) {
          add(form.att, form);
          if (!form.att.equals(form.mnemonic)) {
            add(form.mnemonic, form);
          }
          form.aliases.forEach(alias -> add(alias, form));
        }
      }
    }

    private static void add(String name, Form form) {
      put(name, form);
      if (form.suffixBits != 0) {
        put(name + Att.suffix(form.suffixBits), form);
      }
    }

    private static void put(String name, Form form) {
      ROWS.computeIfAbsent(name, key -> new ArrayList<>(4)).add(form);
    }
  }

  /** True for the mnemonic of an instruction in lower case, with or without a suffix. */
  public static boolean isMnemonic(String word) {
    return ByName.ROWS.containsKey(word);
  }

  /** True for a prefix that may precede a mnemonic or stand as a statement of its own. */
  public static boolean isPrefix(String word) {
    return PrefixName.codeOrNone(word) >= 0
        || word.equals("rex")
        || word.equals("rex64")
        || word.startsWith("rex.");
  }

  /**
   * Parses the statement of one instruction with its prefixes.
   *
   * @param symbols converts the text of an expression that is not an integer to a symbol, and may
   *     throw
   * @throws AsmSyntaxException if the text is not an instruction
   */
  public static Insn parse(String statement, Function<String, Symbolic> symbols) {
    List<String> prefixes = new ArrayList<>();
    String rest = statement.strip();
    String word = word(rest);
    while (isPrefix(word) && word.length() < rest.length()) {
      prefixes.add(word);
      rest = rest.substring(word.length()).strip();
      word = word(rest);
    }
    String name = word;
    if (name.endsWith(",pt") || name.endsWith(",pn")) {
      prefixes.add(name.substring(name.length() - 2));
      name = name.substring(0, name.length() - 3);
    }
    List<Form> rows = ByName.ROWS.get(name);
    if (rows == null) {
      throw new AsmSyntaxException(unknown(name, rest.substring(word.length())));
    }
    List<Operand> operands = operands(rest.substring(word.length()).strip(), rows, symbols);
    if (!rows.get(0).keepsOrder) {
      operands = operands.reversed();
    }
    if (operands.size() == 2 && DOUBLE_SHIFTS.contains(rows.get(0).mnemonic())) {
      operands = List.of(operands.get(0), operands.get(1), new RegOp(Reg.CL));
    }
    try {
      Prefixes lock = prefixes.contains("lock") ? Prefixes.LOCK : Prefixes.NONE;
      Insn insn = Match.choose(rows, lock, operands, name);
      return prefixes.isEmpty()
          ? insn
          : new Insn(insn.form(), prefixes(prefixes, insn.form()), insn.operands());
    } catch (IllegalArgumentException e) {
      throw new AsmSyntaxException(e.getMessage());
    }
  }

  private static String unknown(String name, String operands) {
    String set = LeftOutText.set(name, operands);
    return set == null
        ? "no instruction `" + name + "'"
        : "instruction of %s: `%s'; %s".formatted(set, name, LeftOut.advice(set));
  }

  private static String word(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  private static Prefixes prefixes(List<String> names, Form form) {
    boolean lock = false;
    Repeat repeat = Repeat.NONE;
    List<String> others = new ArrayList<>();
    for (String name : names) {
      int code = PrefixName.codeOrNone(name);
      if (code == 0xf0) {
        lock = true;
      } else if (form.repeat != Repeat.NONE && code == 0xf3) {
        repeat = form.repeat;
      } else if (form.repeat != Repeat.NONE && code == 0xf2) {
        repeat = Repeat.REPNE;
      } else if (code == 0xf3) {
        others.add("repz");
      } else {
        others.add(
            switch (name) {
              case "repne" -> "repnz";
              case "rex64" -> "rex.W";
              default -> name;
            });
      }
    }
    return new Prefixes(lock, repeat, others);
  }

  private static List<Operand> operands(
      String text, List<Form> rows, Function<String, Symbolic> symbols) {
    List<Operand> operands = new ArrayList<>();
    boolean branch = false;
    for (Form form : rows) {
      branch |= form.slots.length == 1 && form.slots[0].place() == Slot.Place.REL;
    }
    int start = 0;
    int depth = 0;
    for (int i = 0; i <= text.length() && !text.isEmpty(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == text.length())) {
        operands.add(operand(text.substring(start, i).strip(), branch, symbols));
        start = i + 1;
      }
    }
    return operands;
  }

  private static Operand operand(String text, boolean branch, Function<String, Symbolic> symbols) {
    if (branch && !text.startsWith("*")) {
      Expression target = Expression.parse(text, symbols);
      return new Rel(target.value(), target.symbol());
    }
    return AttOperandParser.parse(text.startsWith("*") ? text.substring(1).strip() : text, symbols);
  }
}

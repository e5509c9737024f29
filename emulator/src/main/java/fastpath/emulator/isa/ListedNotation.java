package fastpath.emulator.isa;

import fastpath.emulator.isa.ListedRow.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses the text files of listed rows, in which rows are written in groups. A group is an encoding
 * with {@code _} in place of an opcode or ModRM part, a colon, the operands, a colon, and for each
 * row the part that replaces {@code _} and the mnemonic: {@code D8 _: m32: /0 fadds /1 fmuls}. A
 * {@code ~} in a mnemonic stands for a blank.
 */
final class ListedNotation {
  private ListedNotation() {}

  /** Returns the rows of a text; a line that begins with a blank continues the line before. */
  static List<ListedRow> read(String text) {
    List<ListedRow> rows = new ArrayList<>();
    for (String line : text.replaceAll("(?m)^#.*\n", "").replace("\n  ", " ").split("\n")) {
      String[] parts = line.split(":", 3);
      List<ListedOperand> operands = ListedOperands.parse(parts[1]);
      String[] items = parts[2].strip().split("\\s+");
      for (int i = 0; i < items.length; i += 2) {
        rows.add(row(parts[0], items[i], parts[1], items[i + 1].replace('~', ' '), operands));
      }
    }
    return rows;
  }

  private static ListedRow row(
      String group, String item, String text, String mnemonic, List<ListedOperand> operands) {
    boolean evex = group.endsWith(" {evex}");
    String notation = (evex ? group.substring(0, group.length() - 7) : group).replace("_", item);
    String[] words = notation.split(" ");
    Predicates predicates = mnemonic.contains("*") ? Predicates.of(text) : null;
    return Space.of(notation) == Space.LEGACY
        ? legacy(notation, words, mnemonic, operands, predicates)
        : vector(notation, words, mnemonic, operands, predicates, evex);
  }

  /** Parses an encoding with VEX, EVEX or XOP, such as {@code VEX.L.66.0F.WIG 58 /r}. */
  private static ListedRow vector(
      String notation,
      String[] words,
      String mnemonic,
      List<ListedOperand> operands,
      Predicates predicates,
      boolean evex) {
    String[] fields = words[0].split("\\.");
    int prefix = fields.length == 5 ? Integer.parseInt(fields[2], 16) : 0;
    String w = fields[fields.length - 1];
    return new ListedRow(
        notation,
        Space.of(notation),
        map(fields[fields.length - 2]),
        prefix,
        w.equals("WIG") ? -1 : w.charAt(1) - '0',
        lengths(fields[1]),
        Integer.parseInt(words[1], 16),
        words.length == 2 ? Encoding.NONE : modrm(words[2]),
        mnemonic,
        operands,
        predicates,
        evex);
  }

  private static int lengths(String text) {
    return switch (text) {
      case "128" -> 1;
      case "256" -> 2;
      case "512" -> 4;
      case "LH" -> 6;
      default -> ListedRow.ANY_LENGTH;
    };
  }

  private static int map(String text) {
    return switch (text) {
      case "0F" -> 1;
      case "0F38" -> 2;
      case "0F3A" -> 3;
      default -> Integer.parseInt(text, 3, text.length(), 10);
    };
  }

  /**
   * Parses an encoding of the legacy maps, such as {@code 66 REX.W 0F 38 F5 /r} or {@code D9 C0+i}.
   */
  private static ListedRow legacy(
      String notation,
      String[] words,
      String mnemonic,
      List<ListedOperand> operands,
      Predicates predicates) {
    int at = 0;
    int prefix = -1;
    if (words.length > 1 && List.of("NP", "66", "F2", "F3").contains(words[0])) {
      prefix = words[0].equals("NP") ? 0 : Integer.parseInt(words[0], 16);
      at++;
    }
    boolean wide = words[at].equals("REX.W");
    at += wide ? 1 : 0;
    int map = 0;
    if (words[at].equals("0F")) {
      at++;
      map =
          at + 1 == words.length ? 1 : words[at].equals("38") ? 2 : words[at].equals("3A") ? 3 : 1;
      at += map > 1 ? 1 : 0;
    }
    return new ListedRow(
        notation,
        Space.LEGACY,
        map,
        prefix,
        wide ? 1 : -1,
        0,
        Integer.parseInt(words[at], 16),
        at + 1 == words.length ? Encoding.NONE : modrm(words[at + 1]),
        mnemonic,
        operands,
        predicates,
        false);
  }

  private static int modrm(String word) {
    if (word.equals("/r")) {
      return Encoding.SLASH_R;
    }
    return word.charAt(0) == '/'
        ? word.charAt(1) - '0'
        : Encoding.FIXED + Integer.parseInt(word, 0, 2, 16);
  }
}

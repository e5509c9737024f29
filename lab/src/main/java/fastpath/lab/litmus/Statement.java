package fastpath.lab.litmus;

import fastpath.emulator.isa.AttParser;
import java.util.Locale;

/**
 * The parts of an instruction of a litmus test.
 *
 * @param prefixes the prefixes in lower case, each followed by a blank
 * @param name the mnemonic in lower case; empty if the instruction has none
 * @param operands the operands as the test writes them
 */
record Statement(String prefixes, String name, String operands) {
  /**
   * Splits an instruction into its parts. A semicolon may follow a prefix, as herd prints prefixes.
   */
  static Statement of(String text) {
    StringBuilder prefixes = new StringBuilder();
    String rest = text.strip();
    String word = word(rest);
    while (isPrefix(word) && word.length() < rest.length()) {
      prefixes.append(word.replace(";", "").toLowerCase(Locale.ROOT)).append(' ');
      rest = rest.substring(word.length()).strip();
      rest = rest.startsWith(";") ? rest.substring(1).strip() : rest;
      word = word(rest);
    }
    String operands = rest.substring(word.length()).strip();
    return new Statement(prefixes.toString(), canonical(word.toLowerCase(Locale.ROOT)), operands);
  }

  /** True if a word is a prefix, with or without a semicolon at its end. */
  static boolean isPrefix(String word) {
    String bare = word.endsWith(";") ? word.substring(0, word.length() - 1) : word;
    return AttParser.isPrefix(bare.toLowerCase(Locale.ROOT));
  }

  private static String word(String text) {
    return text.split("\\s", 2)[0];
  }

  /** Replaces herd's own names of two jumps by the usual ones. */
  private static String canonical(String name) {
    return switch (name) {
      case "jlt" -> "jl";
      case "jgt" -> "jg";
      default -> name;
    };
  }

  /** True if the instruction is a jump, whose operand is a label. */
  boolean isJump() {
    return name.startsWith("j") || name.startsWith("loop");
  }

  /** Returns the instruction in AT&amp;T syntax, with the given mnemonic and operands. */
  String att(String mnemonic, String attOperands) {
    return (prefixes + mnemonic + " " + attOperands).strip();
  }
}

package fastpath.lab.litmus;

import java.util.function.Consumer;

/**
 * Turns a cell of a column into AT&amp;T text, in which a variable is written as its name between
 * two {@link #MARK}s.
 */
interface Syntax {
  char MARK = '\u0001';

  /** Whether a word is a jump's mnemonic, whose operand is a label. */
  static boolean isJump(String mnemonic) {
    String lower = mnemonic.toLowerCase(java.util.Locale.ROOT);
    return lower.startsWith("j") || lower.startsWith("loop");
  }

  /** A variable as the text has it. */
  static String variable(String name) {
    return MARK + name + MARK;
  }

  /**
   * One instruction, without its label.
   *
   * @param variables told of every name of a variable
   * @throws IllegalArgumentException saying what was expected
   */
  String att(String cell, Consumer<String> variables);
}

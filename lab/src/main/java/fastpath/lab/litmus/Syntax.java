package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Converts a cell of a column to AT&amp;T text, in which a variable is its name between two {@link
 * #MARK}s.
 */
interface Syntax {
  char MARK = '\u0001';

  /** A variable's mark in the text. */
  static String variable(String name) {
    return MARK + name + MARK;
  }

  /** Splits operands at commas, except inside brackets. */
  static String[] operands(String text) {
    List<String> operands = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        operands.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    if (!text.isEmpty()) {
      operands.add(text.substring(start).strip());
    }
    return operands.toArray(String[]::new);
  }

  /**
   * Converts one instruction without its label.
   *
   * @param variables receives every name of a variable
   * @throws IllegalArgumentException with a message that states what was expected
   */
  String att(Statement cell, Consumer<String> variables);
}

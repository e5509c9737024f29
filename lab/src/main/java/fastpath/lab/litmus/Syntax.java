package fastpath.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Converts a cell of a column to AT&amp;T text. In the text, the name of a variable stands between
 * two {@link #MARK}s.
 */
interface Syntax {
  char MARK = '\u0001';

  /** Returns the text of a variable's name between two marks. */
  static String variable(String name) {
    return MARK + name + MARK;
  }

  /** Splits operands at commas, except at commas inside brackets or parentheses. */
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
   * Converts an instruction without its label to AT&amp;T text.
   *
   * @param variables receives the name of each variable in the instruction
   * @throws IllegalArgumentException with a message about what was expected, if the operands are
   *     not valid
   */
  String att(Statement cell, Consumer<String> variables);
}

package fastpath.lab.blame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call expression in the text of a C file.
 *
 * @param start offset of the function's name in the text
 * @param end offset after the closing parenthesis
 * @param arguments the arguments as written in the text
 * @param isStatement true if the call is a whole statement, so that nothing uses its value
 */
record CallText(String symbol, int start, int end, List<String> arguments, boolean isStatement) {
  /**
   * The inline asm constraints of the registers rdi, rsi, rdx and rcx, which hold the first four
   * arguments.
   */
  private static final List<String> CONSTRAINTS = List.of("D", "S", "d", "c");

  private static final String BEFORE_STATEMENT = ";{}:";

  private static final Pattern INTEGER = Pattern.compile("-?\\s*(0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]*");

  /**
   * Returns the first call of a function whose name is in a given line (from 1) of the text; empty
   * if the line has none.
   */
  static Optional<CallText> find(String text, int line, String symbol) {
    int from = 0;
    for (int i = 1; i < line; i++) {
      from = text.indexOf('\n', from) + 1;
      if (from == 0) {
        return Optional.empty();
      }
    }
    int to = text.indexOf('\n', from);
    Matcher name = name(symbol).matcher(text).region(from, to < 0 ? text.length() : to);
    name.useTransparentBounds(true);
    return name.find() ? read(text, symbol, name.start(), name.end()) : Optional.empty();
  }

  /**
   * Returns the lines (from 1) whose text shows a call of a function. A name behind another name or
   * a {@code *} is a declaration.
   */
  static List<Integer> lines(String text, String symbol) {
    Matcher name = name(symbol).matcher(text);
    List<Integer> lines = new ArrayList<>();
    while (name.find()) {
      String before = text.substring(0, name.start()).stripTrailing();
      if (!before.matches("(?s).*[\\w*]") || before.matches("(?s).*\\b(return|else|do)")) {
        lines.add(1 + (int) text.substring(0, name.start()).chars().filter(c -> c == '\n').count());
      }
    }
    return lines;
  }

  /**
   * Returns this call as it stands in a text that differs only behind the call's first letter, such
   * as a text in which a call among the arguments was replaced.
   */
  CallText in(String changed) {
    int open = changed.indexOf('(', start) + 1;
    return read(changed, symbol, start, open).orElseThrow();
  }

  private static Pattern name(String symbol) {
    return Pattern.compile("(?<![\\w.>])" + Pattern.quote(symbol) + "\\s*\\(");
  }

  private static Optional<CallText> read(String text, String symbol, int start, int open) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int from = open;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = endOfLiteral(text, i);
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (depth > 0 && (c == ')' || c == ']' || c == '}')) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        arguments.add(text.substring(from, i).strip());
        from = i + 1;
        if (c == ')') {
          List<String> given = arguments.equals(List.of("")) ? List.of() : arguments;
          return Optional.of(
              new CallText(symbol, start, i + 1, given, isStatement(text, start, i + 1)));
        }
      }
    }
    return Optional.empty();
  }

  private static int endOfLiteral(String text, int quote) {
    int i = quote + 1;
    while (i < text.length() && text.charAt(i) != text.charAt(quote)) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  private static boolean isStatement(String text, int start, int end) {
    String before = text.substring(0, start).stripTrailing();
    boolean begins =
        before.isEmpty()
            || BEFORE_STATEMENT.indexOf(before.charAt(before.length() - 1)) >= 0
            || before.endsWith(")")
            || before.matches("(?s).*\\b(else|do)");
    return begins && text.substring(end).stripLeading().startsWith(";");
  }

  /**
   * Returns an expression in place of the call: nothing if the call is a statement, and otherwise 0
   * of the call's type. The arguments are not evaluated.
   */
  String removed() {
    return isStatement ? "((void)0)" : "((__typeof__(" + call() + "))0)";
  }

  private String call() {
    return symbol + "(" + String.join(", ", arguments).replace('\n', ' ') + ")";
  }

  /** True if every argument is passed in a register that has an inline asm constraint. */
  boolean fits() {
    return arguments.size() <= CONSTRAINTS.size();
  }

  /**
   * Returns inline asm that calls a thunk in place of the function. The arguments are input
   * operands. rax is an output operand if the value is used, and memory and flags are clobbered.
   */
  String behind(String thunk) {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String typed = INTEGER.matcher(argument).matches() ? "(long)(" + argument + ")" : argument;
      inputs.add("\"" + CONSTRAINTS.get(i) + "\" (" + typed + ")");
    }
    String value = "__value_of_" + thunk;
    String asm =
        "__asm__ __volatile__(\"call %s\" : %s : %s : \"memory\", \"cc\");"
            .formatted(
                thunk, isStatement ? "" : "\"=a\" (" + value + ")", String.join(", ", inputs));
    if (isStatement) {
      return "({ " + asm + " })";
    }
    return "({ unsigned long %s; %s (__typeof__(%s))%s; })".formatted(value, asm, call(), value);
  }
}

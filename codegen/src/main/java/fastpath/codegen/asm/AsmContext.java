package fastpath.codegen.asm;

import fastpath.codegen.source.Governor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** State that one piece of assembly text passes on to the next piece of the same file. */
final class AsmContext {
  /** The current section and the previous one, to which {@code .previous} switches. */
  record Sections(Section current, Section previous) {}

  /** Bounds the number of statements of the whole file, inline asm included. */
  final Governor governor = new Governor();

  final Map<String, AsmMacro> macros = new HashMap<>();
  final Deque<Sections> pushed = new ArrayDeque<>();

  /** The number of definitions of each numeric label so far. */
  private final Map<String, Integer> numeric = new HashMap<>();

  final Map<Integer, String> sourceFiles = new HashMap<>();
  int expansions;

  /**
   * The text that was read last, for messages about no particular line; null if no text was read.
   */
  String textName;

  /** Returns the label name for the next definition of a numeric label. */
  String defineNumeric(String digits) {
    return numericName(digits, numeric.merge(digits, 1, Integer::sum));
  }

  /** Returns the label name that "1b" or "1f" refers to at this place. */
  String numeric(String reference) {
    String digits = reference.substring(0, reference.length() - 1);
    int defined = numeric.getOrDefault(digits, 0);
    if (reference.endsWith("f")) {
      return numericName(digits, defined + 1);
    }
    if (defined == 0) {
      throw new TermParser.Failure("no label '" + digits + ":' before this");
    }
    return numericName(digits, defined);
  }

  private static String numericName(String digits, int instance) {
    return ".Lnum" + digits + "_" + instance;
  }
}

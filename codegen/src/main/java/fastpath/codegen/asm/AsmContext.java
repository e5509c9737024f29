package fastpath.codegen.asm;

import fastpath.codegen.source.Governor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What one piece of assembly leaves to the next in the same file. */
final class AsmContext {
  /** A section and the one before it, as {@code .previous} sees them. */
  record Sections(Section current, Section previous) {}

  /** Bounds the whole file, inline asm included. */
  final Governor governor = new Governor();

  final Map<String, AsmMacro> macros = new HashMap<>();
  final Deque<Sections> pushed = new ArrayDeque<>();

  /** How often each numeric label was defined. */
  private final Map<String, Integer> numeric = new HashMap<>();

  final Map<Integer, String> sourceFiles = new HashMap<>();
  int expansions;

  /** The text last read, for messages that belong to no line; null if none was. */
  String textName;

  /** The name of the next definition of a numeric label. */
  String defineNumeric(String digits) {
    return numericName(digits, numeric.merge(digits, 1, Integer::sum));
  }

  /** The name that "1b" or "1f" means here. */
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

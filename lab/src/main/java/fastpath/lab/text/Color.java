package fastpath.lab.text;

/** Colours of a terminal (ECMA-48, SGR). A colour repeats what a mark in the text says. */
public enum Color {
  /** The colour of a line that only the first of two compared things has. */
  RED("\033[31m"),
  /** The colour of a line that only the second of two compared things has. */
  GREEN("\033[32m"),
  /** The colour of a line that two compared things have in different form. */
  YELLOW("\033[33m"),
  NONE("");

  private static final String RESET = "\033[0m";

  private final String code;

  Color(String code) {
    this.code = code;
  }

  /** Returns a text that a terminal shows in this colour. */
  public String of(String text) {
    return code.isEmpty() || text.isEmpty() ? text : code + text + RESET;
  }
}

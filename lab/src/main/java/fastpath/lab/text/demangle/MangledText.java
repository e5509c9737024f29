package fastpath.lab.text.demangle;

/** A mangled symbol that is read from left to right. */
final class MangledText {
  /** Limit on the nesting of names, types and references to earlier text. */
  private static final int DEEPEST = 96;

  /** Limit on the number of names and types read, repetitions included. */
  private static final int MOST_STEPS = 4096;

  final String text;
  int at;
  private int depth;
  private int steps;

  MangledText(String text, int at) {
    this.text = text;
    this.at = at;
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  char next() {
    return text.charAt(at++);
  }

  boolean take(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }

  void expect(String expected) {
    if (!take(expected)) {
      throw new NotMangled();
    }
  }

  boolean atDigit() {
    return Character.isDigit(peek());
  }

  /** Reads a decimal number of at least one digit. */
  int number() {
    int from = at;
    while (atDigit()) {
      at++;
    }
    return Integer.parseInt(text.substring(from, at));
  }

  String letters(int count) {
    if (count < 0 || count > text.length() - at) {
      throw new NotMangled();
    }
    at += count;
    return text.substring(at - count, at);
  }

  /** Increases the depth of nesting; called before a name or type is read. */
  void enter() {
    if (++depth > DEEPEST || ++steps > MOST_STEPS) {
      throw new NotMangled();
    }
  }

  /** Decreases the depth of nesting; called after a name or type was read. */
  void leave() {
    depth--;
  }
}

package fastpath.lab.litmus;

/** Quotes the user's text in messages. */
final class Quoted {
  private static final int SHOWN = 30;

  private Quoted() {}

  /** The first words of a text, on one line. */
  static String start(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.isEmpty()
        ? "nothing"
        : "`" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line) + "'";
  }
}

package fastpath.lab.litmus;

/** Quotes text of the user's in messages. */
final class Quoted {
  private static final int SHOWN = 30;

  private Quoted() {}

  /** Returns the first line of a text, in quotes and cut to 30 characters. */
  static String start(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.isEmpty()
        ? "nothing"
        : "`" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line) + "'";
  }
}

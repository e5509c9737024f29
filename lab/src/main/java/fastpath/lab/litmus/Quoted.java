package fastpath.lab.litmus;

/** Text of the user's in messages. */
final class Quoted {
  private static final int SHOWN = 30;

  private Quoted() {}

  /** The first word or so of a text, on one line. */
  static String start(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.isEmpty()
        ? "nothing"
        : "`" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line) + "'";
  }
}

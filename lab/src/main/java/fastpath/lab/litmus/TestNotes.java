package fastpath.lab.litmus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes that a file has about its test, in a comment or in a line {@code Key=Value} before the
 * braces.
 *
 * @param stuckAllowed true if the test allows a CPU to never end: {@code Stuck=Allowed}
 * @param expected the verdict after {@code Result:}; null if the file has none
 */
public record TestNotes(boolean stuckAllowed, String expected) {
  private static final Pattern STUCK = Pattern.compile("(?m)\\bStuck[ \\t]*=[ \\t]*(\\w+)");
  private static final Pattern RESULT = Pattern.compile("(?m)\\bResult:[ \\t]*(\\w+)");

  /**
   * Returns the notes in a file.
   *
   * @throws LitmusException if Stuck has a value other than Allowed
   */
  static TestNotes of(String file, String text) {
    Matcher stuck = STUCK.matcher(text);
    boolean found = stuck.find();
    if (found && !stuck.group(1).equals("Allowed")) {
      int line = 1 + (int) text.substring(0, stuck.start()).chars().filter(c -> c == '\n').count();
      throw new LitmusException(
          file, line, "expected Stuck=Allowed, found " + Quoted.start(stuck.group()));
    }
    Matcher result = RESULT.matcher(text);
    return new TestNotes(found, result.find() ? result.group(1) : null);
  }
}

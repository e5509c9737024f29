package fastpath.lab.silicon;

import fastpath.lab.workshop.LabException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A line of the stepper's output, such as {@code step TARGET rax=0x2a instructions=5 ...}.
 *
 * @param kind how the call ended or what the line contains: run, step, exit, halt, limit, fault,
 *     unrun, registers
 * @param numbers the numbers in the line, by name
 * @param why reason why the call was not run; null for other kinds
 * @param text the whole line
 */
public record Reply(String kind, Map<String, Long> numbers, SiliconRefusal why, String text) {
  private static final Set<String> KINDS =
      Set.of("run", "step", "exit", "halt", "limit", "fault", "unrun", "registers");
  private static final String WHY = "why";
  private static final int LONGEST_SHOWN = 80;

  /**
   * Parses a line of output.
   *
   * @throws LabException if the line is not in the stepper's format
   */
  static Reply of(String line) {
    Map<String, Long> numbers = new HashMap<>();
    SiliconRefusal why = null;
    String[] words = line.split(" ");
    if (!KINDS.contains(words[0])) {
      throw unexpected(line);
    }
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String name = equals < 0 ? "" : words[i].substring(0, equals);
      String value = words[i].substring(equals + 1);
      if (name.equals(WHY)) {
        why = SiliconRefusal.of(value);
      } else if (equals > 0) {
        numbers.put(name, number(value, line));
      } else if (i > 1) {
        throw unexpected(line);
      }
    }
    return new Reply(words[0], numbers, why, line);
  }

  private static long number(String text, String line) {
    try {
      boolean hex = text.startsWith("0x");
      return text.startsWith("-")
          ? Long.parseLong(text)
          : Long.parseUnsignedLong(hex ? text.substring(2) : text, hex ? 16 : 10);
    } catch (NumberFormatException e) {
      throw unexpected(line);
    }
  }

  /** Returns the exception for a line that the stepper cannot have written. */
  static LabException unexpected(String line) {
    String shown = line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "..." : line;
    return new LabException("the stepper on the host CPU answers unexpectedly: " + shown);
  }

  /**
   * Returns the number with a name.
   *
   * @throws LabException if the line has no number of that name
   */
  public long number(Object name) {
    Long value = numbers.get(name);
    if (value == null) {
      throw unexpected(text);
    }
    return value;
  }
}

package fastpath.lab.silicon;

import java.util.HashMap;
import java.util.Map;

/**
 * A line of the stepper's: {@code step TARGET rax=0x2a instructions=5 ...}.
 *
 * @param kind how the call ended or what this is: run, step, exit, halt, limit, fault, registers
 * @param numbers what follows, by name
 * @param text the line
 */
public record Reply(String kind, Map<String, Long> numbers, String text) {
  static Reply of(String line) {
    Map<String, Long> numbers = new HashMap<>();
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        numbers.put(word.substring(0, equals), number(word.substring(equals + 1)));
      }
    }
    return new Reply(line.split(" ")[0], numbers, line);
  }

  private static long number(String text) {
    boolean hex = text.startsWith("0x");
    return Long.parseUnsignedLong(hex ? text.substring(2) : text, hex ? 16 : 10);
  }

  /** A number of that name; 0 if the line has none. */
  public long number(Object name) {
    return numbers.getOrDefault(name, 0L);
  }
}

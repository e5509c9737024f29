package fastpath.lab.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one cause adds to the first call to make the second; negative where it takes away.
 *
 * @param cause a role, or {@link Pair#LAYOUT}
 * @param instructions retired
 * @param pushes callee-saved registers saved on the path; empty if they are not known
 * @param stackBytes of the function's own
 * @param at where: instructions of payload and layout, registers of the frame and the calls over
 *     which they hold values, source lines of everything else
 */
public record Difference(
    String cause, long instructions, OptionalLong pushes, long stackBytes, List<String> at) {
  public Difference {
    at = List.copyOf(at);
  }

  /** An item of {@code differences} in {@code compare --json}. */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cause", cause);
    fields.put("instructions", instructions);
    fields.put("pushes", pushes.isPresent() ? (Object) pushes.getAsLong() : null);
    fields.put("stackBytes", stackBytes);
    fields.put("at", at);
    return fields;
  }
}

package fastpath.lab.compare;

import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Known;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The difference between two calls that is due to one cause: the second call's counts minus the
 * first call's.
 *
 * @param cause a role, or {@link Pair#LAYOUT}
 * @param instructions difference in retired instructions
 * @param pushes difference in the number of callee-saved registers saved on the path; empty if not
 *     known
 * @param stackBytes difference in the stack that the function itself allocates, in bytes
 * @param at the places that differ. For payload and layout these are instructions; for the frame,
 *     registers and the calls during which they hold values; for other causes, source lines
 */
public record Difference(
    String cause, long instructions, OptionalLong pushes, long stackBytes, List<String> at) {
  public Difference {
    at = List.copyOf(at);
  }

  /** True if the places of a cause are its instructions: the causes payload and layout. */
  public boolean namesInstructions() {
    return namesInstructions(cause);
  }

  static boolean namesInstructions(String cause) {
    return cause.equals(Role.PAYLOAD.label()) || cause.equals(Pair.LAYOUT);
  }

  /** Returns an item of {@code differences} in the output of {@code compare --json}. */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cause", cause);
    fields.put("instructions", instructions);
    fields.put("pushes", Known.orNull(pushes));
    fields.put("stackBytes", stackBytes);
    fields.put("at", at);
    return fields;
  }
}

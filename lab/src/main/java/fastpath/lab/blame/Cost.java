package fastpath.lab.blame;

import fastpath.emulator.count.Counters;
import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Known;
import fastpath.lab.workshop.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The cost that calls add to the path taken: the counts of the original function minus those of the
 * function with the calls made through thunks.
 *
 * @param instructions instructions of the function itself, without its callees and the thunks
 * @param pushes number of callee-saved registers saved; empty if not known
 * @param stackBytes stack that the function itself allocates, in bytes
 * @param spills number of instructions with the role spill; empty if the roles are not known
 * @param leafWithout true if the function without the calls is a leaf for the compiler
 */
public record Cost(
    long instructions,
    OptionalLong pushes,
    long stackBytes,
    OptionalLong spills,
    boolean leafWithout) {

  /** Computes the cost from the measured calls of the function with and without some calls. */
  public static Cost of(Measurement with, Measurement without) {
    Counters a = with.counters();
    Counters b = without.counters();
    return new Cost(
        a.ownInstructions() - b.ownInstructions(),
        Known.difference(a.pushes(), b.pushes()),
        a.stackBytes() - b.stackBytes(),
        Known.difference(spills(with), spills(without)),
        without.leafInCode().isLeafForCompiler());
  }

  private static OptionalLong spills(Measurement m) {
    return m.attribution().roles() == null
        ? OptionalLong.empty()
        : OptionalLong.of(m.attribution().count(Role.SPILL));
  }

  /** Returns the fields of {@code blame --json}. */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instructions", instructions);
    fields.put("pushes", Known.orNull(pushes));
    fields.put("stackBytes", stackBytes);
    fields.put("spills", Known.orNull(spills));
    fields.put("leafWithout", leafWithout);
    return fields;
  }
}

package fastpath.lab.blame;

import fastpath.emulator.count.Counters;
import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What calls cost the path taken: the function as it is less the function with the calls behind
 * thunks.
 *
 * @param instructions of the function itself, without its callees and the thunks
 * @param pushes callee-saved registers saved; empty if they are not known
 * @param stackBytes of the function's own
 * @param spills instructions of this role; empty if the roles are not known
 * @param leafWithout whether the compiler has a leaf without the calls
 * @param sameValue whether the function returns the same
 */
public record Cost(
    long instructions,
    OptionalLong pushes,
    long stackBytes,
    OptionalLong spills,
    boolean leafWithout,
    boolean sameValue) {

  /**
   * Of two measured calls.
   *
   * @param callees the calls in the function's code where they are behind thunks
   */
  public static Cost of(Measurement with, Measurement without, List<Callee> callees) {
    Counters a = with.counters();
    Counters b = without.counters();
    boolean thunksOnly = callees.stream().allMatch(c -> HiddenCalls.isThunk(c.symbol()));
    return new Cost(
        a.ownInstructions() - b.ownInstructions(),
        difference(a.pushes(), b.pushes()),
        a.stackBytes() - b.stackBytes(),
        difference(spills(with), spills(without)),
        thunksOnly || without.leafInCode().isLeafForCompiler(),
        with.outcome().value() == without.outcome().value());
  }

  private static OptionalLong spills(Measurement m) {
    return m.attribution().roles() == null
        ? OptionalLong.empty()
        : OptionalLong.of(m.attribution().count(Role.SPILL));
  }

  private static OptionalLong difference(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() - b.getAsLong())
        : OptionalLong.empty();
  }

  /** The fields of {@code blame --json}. */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instructions", instructions);
    fields.put("pushes", pushes.isPresent() ? (Object) pushes.getAsLong() : null);
    fields.put("stackBytes", stackBytes);
    fields.put("spills", spills.isPresent() ? (Object) spills.getAsLong() : null);
    fields.put("leafWithout", leafWithout);
    return fields;
  }
}

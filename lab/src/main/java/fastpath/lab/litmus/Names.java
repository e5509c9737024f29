package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import fastpath.lab.litmus.LitmusTest.Variable;
import java.util.Map;
import java.util.Optional;

/**
 * The names of a test that the test's condition may use.
 *
 * @param kind the words for a variable in messages
 */
record Names(int cpus, String kind, Map<String, Variable> variables) {
  /**
   * Returns an error message if a condition cannot name a location; empty if the test has the
   * location.
   */
  Optional<String> check(Location location) {
    return switch (location) {
      case Location.Register r -> Optional.empty();
      case Location.Cell c -> cell(c);
    };
  }

  private Optional<String> cell(Location.Cell cell) {
    Variable v = variables.get(cell.variable());
    if (v == null) {
      return Optional.of("expected " + kind + ", found " + Quoted.start(cell.variable()));
    }
    int size = v.values().size();
    return cell.index() < size
        ? Optional.empty()
        : Optional.of(
            "expected an index below " + size + " of " + cell.variable() + ", found " + cell);
  }

  /** Returns an error message if a location cannot be compared with a value; empty if it can. */
  Optional<String> check(Location location, Value value) {
    Optional<String> unknown =
        value instanceof Value.Address a
            ? cell(new Location.Cell(a.variable(), 0))
            : Optional.empty();
    return unknown.isPresent() ? unknown : type(location).check(location.toString(), value);
  }

  private CType type(Location location) {
    return switch (location) {
      case Location.Register r -> type(r.reg());
      case Location.Cell c -> variables.get(c.variable()).typeOrInt();
    };
  }

  /** Returns the type with which a register's value is read and printed. */
  static CType type(Reg reg) {
    return new CType(reg.bits() / 8, true);
  }
}

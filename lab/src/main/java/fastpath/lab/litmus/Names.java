package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import fastpath.lab.litmus.LitmusTest.Variable;
import java.util.Map;
import java.util.Optional;

/**
 * What a test has, and its condition can name.
 *
 * @param kind what its variables are, in messages
 */
record Names(int cpus, String kind, Map<String, Variable> variables) {
  /** What is wrong with naming an element of a variable; empty if the test has it. */
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

  /** What is wrong with comparing a location with a value; empty if nothing is. */
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

  /** How a register's value is read and printed. */
  static CType type(Reg reg) {
    return new CType(reg.bits() / 8, true);
  }
}

package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.List;
import java.util.Map;

/**
 * A test as it was read.
 *
 * @param file as the user named it
 * @param variables by name, in the order they were met
 * @param registers first values
 * @param columns one a CPU
 * @param notes what else the file says of it
 */
public record LitmusTest(
    String file,
    String name,
    Map<String, Variable> variables,
    List<RegisterValue> registers,
    List<Column> columns,
    Question question,
    TestNotes notes) {
  /**
   * A variable.
   *
   * @param type null if the test gives none
   * @param values of its elements; as many as it has
   */
  record Variable(String name, CType type, List<Value> values) {
    /** The type; int if none was given, but large enough for an address. */
    CType typeOrInt() {
      return type != null
          ? type
          : values.stream().anyMatch(Value.Address.class::isInstance) ? CType.POINTER : CType.INT;
    }
  }

  /** A register's first value. */
  record RegisterValue(int cpu, Reg reg, Value value) {}

  /** A CPU's code in AT&amp;T syntax, variables still by name. */
  record Column(List<Line> lines) {}

  /**
   * A label or an instruction.
   *
   * @param number where it stands in the file, from 1
   * @param text in AT&amp;T syntax
   * @param written as the test has it
   */
  record Line(int number, String text, String written) {}
}

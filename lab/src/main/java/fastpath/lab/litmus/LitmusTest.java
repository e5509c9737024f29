package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.List;
import java.util.Map;

/**
 * A litmus test as it was read.
 *
 * @param file as the user named it
 * @param variables variables by name, in order of occurrence
 * @param registers first values of registers
 * @param columns a column for each CPU
 * @param notes notes in the file about the test
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
   * A shared variable.
   *
   * @param type null if the test gives no type
   * @param values first values of its elements, one each
   */
  record Variable(String name, CType type, List<Value> values) {
    /** The type; int if the test gives none, but large enough for an address. */
    CType typeOrInt() {
      return type != null
          ? type
          : values.stream().anyMatch(Value.Address.class::isInstance) ? CType.POINTER : CType.INT;
    }
  }

  /** A register's first value. */
  record RegisterValue(int cpu, Reg reg, Value value) {}

  /** A CPU's code in AT&amp;T syntax, in which variables are names. */
  record Column(List<Line> lines) {}

  /**
   * A label or an instruction.
   *
   * @param number line in the file, from 1
   * @param text in AT&amp;T syntax
   * @param written as it is written in the test
   */
  record Line(int number, String text, String written) {}
}

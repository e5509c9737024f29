package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.List;
import java.util.Map;

/**
 * A litmus test as it was read from a file.
 *
 * @param file the file name, as the user gave it
 * @param variables the variables by name, in the order of occurrence
 * @param registers the first values of registers
 * @param columns one column for each CPU
 * @param notes the notes that the file has about the test
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
   * A shared variable of a test.
   *
   * @param type the type; null if the test gives none
   * @param values the first value of each element
   */
  record Variable(String name, CType type, List<Value> values) {
    /**
     * Returns the type; if the test gives none, int, or a type large enough for an address if one
     * is stored.
     */
    CType typeOrInt() {
      return type != null
          ? type
          : values.stream().anyMatch(Value.Address.class::isInstance) ? CType.POINTER : CType.INT;
    }
  }

  /** The first value of a register. */
  record RegisterValue(int cpu, Reg reg, Value value) {}

  /** A column: a CPU's code in AT&amp;T syntax, in which variables are names. */
  record Column(List<Line> lines) {}

  /**
   * A line of a column: a label or an instruction.
   *
   * @param number the line number in the file, from 1
   * @param text the line in AT&amp;T syntax
   * @param written the line as the test writes it
   */
  record Line(int number, String text, String written) {}
}

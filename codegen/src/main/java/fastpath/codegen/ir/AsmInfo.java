package fastpath.codegen.ir;

import fastpath.codegen.source.LabelNames;
import fastpath.emulator.isa.Reg;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An inline asm statement.
 *
 * @param template the asm text in GNU syntax, as written
 * @param operands outputs, inputs, then the hidden inputs of read-write operands
 * @param clobbers 64-bit registers that the statement destroys; the flags are always destroyed
 * @param memory true if the statement may access memory that is not among its operands
 * @param isVolatile true if the statement must be executed as often as written; always true without
 *     outputs
 * @param labels names of the labels of an asm goto, which the template uses as {@code %l[name]}
 */
public record AsmInfo(
    String template,
    List<AsmOperand> operands,
    Set<Reg> clobbers,
    boolean memory,
    boolean isVolatile,
    List<String> labels)
    implements Attribute {
  /** A label that is no number, an assignment, or a directive that defines a symbol. */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?:^|[;\\n])\\s*(?:\\d+:\\s*)*"
              + "(?:[A-Za-z_.$][\\w.$]*\\s*(?::|=)|\\.(?:set|equ|equiv|eqv|comm|lcomm|symver)\\b)");

  /** Returns the definition in the code of a symbol of {@link LabelNames}. */
  public static AsmInfo label(String symbol) {
    return new AsmInfo(symbol + ":", List.of(), Set.of(), false, true, List.of());
  }

  /** The symbol that the statement defines if it is a {@link #label}; else null. */
  public String label() {
    return LabelNames.begins(template) && operands.isEmpty()
        ? template.substring(0, template.length() - 1)
        : null;
  }

  /** Whether two copies of the statement in one file would define a symbol twice. */
  public boolean definesSymbol() {
    return DEFINITION.matcher(template).find();
  }

  /** True for a compiler barrier: the statement emits no instruction and clobbers memory. */
  public boolean isBarrier() {
    return template.isBlank() && operands.isEmpty();
  }
}

package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.List;
import java.util.Set;

/**
 * An inline asm statement.
 *
 * @param template GNU syntax, as written
 * @param operands outputs, inputs, then the hidden inputs of read-write operands
 * @param clobbers registers it destroys, as 64-bit registers; flags are always destroyed
 * @param memory it reads or writes memory not among its operands
 * @param isVolatile it must execute as often as written; always so without outputs
 * @param labels names of the labels of an asm goto, as {@code %l[name]}
 */
public record AsmInfo(
    String template,
    List<AsmOperand> operands,
    Set<Reg> clobbers,
    boolean memory,
    boolean isVolatile,
    List<String> labels)
    implements Attribute {
  /** A compiler barrier: no instruction at all, memory clobbered. */
  public boolean isBarrier() {
    return template.isBlank() && operands.isEmpty();
  }
}

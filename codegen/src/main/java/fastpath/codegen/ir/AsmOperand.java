package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.Set;

/**
 * An operand of an inline asm, in the order of the source.
 *
 * @param name the symbolic name, in the template {@code %[name]}; or null
 * @param registers the 64-bit registers that are allowed; null for any general-purpose register;
 *     used only if {@code register}
 * @param register true if a register is allowed
 * @param memory true if a memory operand is allowed; if neither a register nor an immediate is
 *     allowed, {@code arg} is the address
 * @param immediate true if a constant or symbol is allowed
 * @param earlyClobber true if the operand is written before the inputs are read
 * @param tiedTo for an input, the number of the output that must have the same location, or -1
 * @param flag the condition of a FLAG_OUT without the prefix {@code @cc}: "e", "ne", ...; else null
 * @param type the type of the value, or of the object in memory
 * @param seg the segment of a memory operand
 * @param arg the index among the instruction's arguments of the value, or of the address of a
 *     memory operand; -1 for none
 * @param result the index of the RESULT that has the value, or -1
 */
public record AsmOperand(
    String name,
    Kind kind,
    Set<Reg> registers,
    boolean register,
    boolean memory,
    boolean immediate,
    boolean earlyClobber,
    int tiedTo,
    String flag,
    Type type,
    Segment seg,
    int arg,
    int result) {
  /**
   * The direction of an operand. A read-write "+r" is an OUT and a tied IN; a "+m" is a single OUT.
   */
  public enum Kind implements Spelled {
    OUT("out"),
    IN("in"),
    FLAG_OUT("flag_out");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The direction's word in the text form. */
    @Override
    public String text() {
      return text;
    }
  }

  /** True if only a memory operand is allowed, so that the argument is an address. */
  public boolean isMemoryOnly() {
    return memory && !register && !immediate;
  }
}

package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.Set;

/**
 * One operand of an inline asm, in the source's numbering.
 *
 * @param name symbolic name of {@code %[name]}, or null
 * @param registers the 64-bit registers that are allowed, null for any general one; used only if
 *     {@code register}
 * @param register true if a register is allowed
 * @param memory true if a memory operand is allowed; if neither a register nor an immediate is,
 *     {@code arg} is the address
 * @param immediate true if a constant or symbol is allowed
 * @param earlyClobber true if the operand is written before the inputs are read
 * @param tiedTo for an input, the number of the output in the same place, or -1
 * @param flag condition of a FLAG_OUT without the {@code @cc}: "e", "ne", ...; else null
 * @param type of the value, or of what the memory operand holds
 * @param seg segment of a memory operand
 * @param arg index in the instruction's arguments of the value, or of the address for a memory
 *     operand; -1 for none
 * @param result index of the RESULT that has the value, or -1
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
  /** Direction of an operand. A read-write "+r" is an OUT and a tied IN; a "+m" is one OUT. */
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

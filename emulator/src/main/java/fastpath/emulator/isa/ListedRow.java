package fastpath.emulator.isa;

import fastpath.emulator.isa.ListedOperand.Place;
import java.util.List;

/**
 * A row of the instruction table that is decoded and listed but not executed: an encoding in the
 * manual's notation, operands and the mnemonic as objdump prints it.
 *
 * @param notation {@code VEX.L.66.0F.WIG 58 /r}; L stands for every vector length, LH for 256 and
 *     512, LIG for a length that is ignored
 * @param map 0 one byte, 1 0F, 2 0F 38, 3 0F 3A, 5 and 6 of EVEX, 8 to 10 of XOP
 * @param prefix mandatory: 66, F2 or F3; 0 if none; -1 if any may stand before
 * @param wide REX.W or its like: 1 or 0, or -1 if it does not matter
 * @param lengths the vector lengths that the encoding may say; 0 if it says none
 * @param modrm {@link Encoding#SLASH_R}, a digit 0..7, {@link Encoding#NONE}, or {@link
 *     Encoding#FIXED} and the byte
 * @param mnemonic with * where a predicate goes; may begin with {@code {vex}}, and end in a suffix
 *     in parentheses that a broadcast has not
 * @param predicates what the immediate says in the mnemonic, or null
 * @param evex whether objdump says {@code {evex}} where nothing else tells from VEX
 */
record ListedRow(
    String notation,
    Space space,
    int map,
    int prefix,
    int wide,
    int lengths,
    int opcode,
    int modrm,
    String mnemonic,
    List<ListedOperand> operands,
    Predicates predicates,
    boolean evex) {
  /** How the opcode's map is told. */
  enum Space {
    LEGACY(""),
    VEX("VEX."),
    EVEX("EVEX."),
    XOP("XOP.");

    private final String text;

    Space(String text) {
      this.text = text;
    }

    /** The space of an encoding in the manual's notation. */
    static Space of(String notation) {
      for (Space space : List.of(VEX, EVEX, XOP)) {
        if (notation.startsWith(space.text)) {
          return space;
        }
      }
      return LEGACY;
    }
  }

  /** Bits of {@link #lengths}. */
  static final int ANY_LENGTH = 7;

  /** Whether ModRM.rm is memory, or a register, where the row says which. */
  boolean takes(boolean register) {
    for (ListedOperand operand : operands) {
      if (operand.place() == Place.RM) {
        return register ? operand.bank() != null : operand.memory();
      }
    }
    return true;
  }

  boolean hasModrm() {
    return modrm != Encoding.NONE;
  }

  /** Whether VEX.vvvv is an operand; if not it must be 1111. */
  boolean usesVvvv() {
    return operands.stream().anyMatch(o -> o.place() == Place.VVVV);
  }

  /** Whether EVEX.b with a register is rounding, which makes the vector 512 bits long. */
  boolean rounds() {
    return operands.stream()
        .anyMatch(o -> o.place() == Place.ROUNDING || o.place() == Place.NO_EXCEPTIONS);
  }
}

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
 * @param wide REX.W or its equivalent: 1 or 0, or -1 if it is ignored
 * @param lengths the vector lengths that are allowed; 0 if the encoding has none
 * @param modrm {@link Encoding#SLASH_R}, a digit 0..7, {@link Encoding#NONE}, or {@link
 *     Encoding#FIXED} and the byte
 * @param mnemonic with * where a predicate goes; may begin with {@code {vex}}, and end in a suffix
 *     in parentheses that a broadcast has not
 * @param predicates words that an immediate selects in the mnemonic, or null
 * @param evex true if objdump prints {@code {evex}} where nothing else distinguishes it from VEX
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
  /** Kinds of opcode maps. */
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

  /** True if ModRM.rm fits a row that allows only memory, or only a register. */
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

  /** True if VEX.vvvv is an operand; otherwise it must be 1111. */
  boolean usesVvvv() {
    return operands.stream().anyMatch(o -> o.place() == Place.VVVV);
  }

  /** True if EVEX.b with a register is rounding, which makes the vector 512 bits long. */
  boolean rounds() {
    return operands.stream()
        .anyMatch(o -> o.place() == Place.ROUNDING || o.place() == Place.NO_EXCEPTIONS);
  }
}

package fastpath.emulator.isa;

import fastpath.emulator.isa.ListedOperand.Place;
import java.util.List;

/**
 * A row of the instruction table that is decoded and listed but not executed: an encoding in the
 * manual's notation, operands and the mnemonic as objdump prints it.
 *
 * @param notation the encoding, such as {@code VEX.L.66.0F.WIG 58 /r}; L stands for every vector
 *     length, LH for 256 and 512, LIG for a length that is ignored
 * @param map opcode map: 0 for one-byte opcodes, 1 for 0F, 2 for 0F 38, 3 for 0F 3A; also 5 and 6
 *     with EVEX, and 8 to 10 with XOP
 * @param prefix mandatory prefix 66, F2 or F3; 0 if none is allowed; -1 if any prefix may precede
 * @param wide value of REX.W or its equivalent, 1 or 0; -1 if REX.W is ignored
 * @param lengths the allowed vector lengths as bits; 0 if the encoding has no vector length
 * @param modrm {@link Encoding#SLASH_R}, a digit 0..7, {@link Encoding#NONE}, or {@link
 *     Encoding#FIXED} and the byte
 * @param mnemonic the mnemonic, with * in place of a predicate; may begin with {@code {vex}}, and
 *     may end in a suffix in parentheses that is omitted for a broadcast
 * @param predicates the words that an immediate selects in the mnemonic; null if there are none
 * @param evex true if objdump prints {@code {evex}} because nothing else distinguishes the
 *     instruction from one with VEX
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
  /** The kinds of encodings, each with opcode maps of its own. */
  enum Space {
    LEGACY(""),
    VEX("VEX."),
    EVEX("EVEX."),
    XOP("XOP.");

    private final String text;

    Space(String text) {
      this.text = text;
    }

    /** Returns the kind of an encoding in the manual's notation. */
    static Space of(String notation) {
      for (Space space : List.of(VEX, EVEX, XOP)) {
        if (notation.startsWith(space.text)) {
          return space;
        }
      }
      return LEGACY;
    }
  }

  /** The value of {@link #lengths} that allows every vector length. */
  static final int ANY_LENGTH = 7;

  /** True if the row allows ModRM.rm to be a register, or to be memory, as asked. */
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

  /** True if VEX.vvvv encodes an operand; otherwise vvvv must be 1111. */
  boolean usesVvvv() {
    return operands.stream().anyMatch(o -> o.place() == Place.VVVV);
  }

  /**
   * True if EVEX.b with a register operand selects rounding or suppresses exceptions, which makes
   * the vector length 512 bits.
   */
  boolean rounds() {
    return operands.stream()
        .anyMatch(o -> o.place() == Place.ROUNDING || o.place() == Place.NO_EXCEPTIONS);
  }
}

package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.AF;
import static fastpath.emulator.isa.Flags.CF;
import static fastpath.emulator.isa.Flags.OF;
import static fastpath.emulator.isa.Flags.STATUS;
import static fastpath.emulator.isa.Table.hex;

import fastpath.emulator.isa.Operand.Imm;

/** The rows of shifts and rotates. */
final class ShiftRows {
  private static final String SHIFT =
      "SAL/SAR/SHL/SHR, Flags Affected: the CF flag is undefined for SHL and SHR instructions where"
          + " the count is greater than or equal to the size of the destination operand; the OF"
          + " flag is affected only for 1-bit shifts, otherwise it is undefined; for a non-zero"
          + " count, the AF flag is undefined.";
  private static final String ROTATE =
      "RCL/RCR/ROL/ROR, Flags Affected: the OF flag is affected only for single-bit rotates; it is"
          + " undefined for multi-bit rotates.";
  private static final String DOUBLE =
      "SHLD, SHRD, Flags Affected: for shifts greater than 1 bit, the OF flag is undefined; if a"
          + " shift occurs, the AF flag is undefined; if the count operand is greater than the"
          + " operand size, the flags are undefined. Description: if the count is greater than the"
          + " operand size, the result is undefined.";

  private ShiftRows() {}

  static void write(Table t) {
    rotate(t, "rol", 0, Fn.ROL, Fn.ROL_FLAGS);
    rotate(t, "ror", 1, Fn.ROR, Fn.ROR_FLAGS);
    rotate(t, "rcl", 2, Fn.RCL, Fn.RCL_FLAGS);
    rotate(t, "rcr", 3, Fn.RCR, Fn.RCR_FLAGS);
    shift(t, "shl", 4, Fn.SHL, Fn.SHL_FLAGS);
    shift(t, "shr", 5, Fn.SHR, Fn.SHR_FLAGS);
    shift(t, "shl", 6, Fn.SHL, Fn.SHL_FLAGS);
    shift(t, "sar", 7, Fn.SAR, Fn.SAR_FLAGS);
    twoRegisters(t, "shld", 0xa4, Fn.SHLD, Fn.SHLD_FLAGS);
    twoRegisters(t, "shrd", 0xac, Fn.SHRD, Fn.SHRD_FLAGS);
    withoutFlags(t, "sarx", "F3", Fn.SAR);
    withoutFlags(t, "shlx", "66", Fn.SHL);
    withoutFlags(t, "shrx", "F2", Fn.SHR);
    t.wide32("rorx", "VEX.LZ.F2.0F3A F0 /r ib", "rv,r/mv,uimm8")
        .means(l -> l.write(0, l.sized(Fn.ROR, l.read(1), l.read(2))));
  }

  private static void rotate(Table t, String name, int digit, Fn result, Fn flags) {
    for (Rows rows : counts(t, name, digit)) {
      rows.undefined((width, count) -> count > 1 ? OF : 0, ROTATE)
          .means(l -> apply(l, result, flags, CF | OF));
    }
  }

  private static void shift(Table t, String name, int digit, Fn result, Fn flags) {
    for (Rows rows : counts(t, name, digit)) {
      rows.undefined((width, count) -> undefined(digit != 7, width, count), SHIFT)
          .means(l -> apply(l, result, flags, STATUS));
      if (digit == 6) {
        rows.decodeOnly();
      } else if (digit == 4) {
        rows.alias("sal");
      }
    }
  }

  /**
   * Returns the flags that are undefined by the manual's sentence; sar shifts its sign bit into CF
   * at any count, so its CF is always defined.
   */
  private static long undefined(boolean carry, int width, int count) {
    return count == 0 ? 0 : AF | (count == 1 ? 0 : OF) | (carry && count >= width ? CF : 0);
  }

  /** Adds rows with a count of 1, an imm8 and cl. */
  private static Rows[] counts(Table t, String name, int digit) {
    return new Rows[] {
      t.row(name, "D0 /" + digit, "r/m8,1"),
      t.wide(name, "D1 /" + digit, "r/mv,1"),
      t.row(name, "C0 /" + digit + " ib", "r/m8,uimm8"),
      t.wide(name, "C1 /" + digit + " ib", "r/mv,uimm8"),
      t.row(name, "D2 /" + digit, "r/m8,cl"),
      t.wide(name, "D3 /" + digit, "r/mv,cl")
    };
  }

  /** With a masked count of 0 the destination is written back and the flags are unchanged. */
  private static void apply(Lift l, Fn result, Fn flags, long mask) {
    int a = l.read(0);
    int count = l.read(1);
    boolean known =
        l.insn().operand(1) instanceof Imm imm && Alu.count(l.width(), imm.value()) != 0;
    boolean throughCarry = result == Fn.RCL || result == Fn.RCR;
    int old = known && !throughCarry ? count : l.flags();
    l.write(0, l.sized(result, a, count, throughCarry ? old : -1));
    l.setFlags(l.sized(flags, a, count, old), mask);
  }

  private static void twoRegisters(Table t, String name, int opcode, Fn result, Fn flags) {
    Meaning meaning = l -> applyTwo(l, result, flags);
    for (int bits = 16; bits <= 64; bits *= 2) {
      String operands = "r/m" + bits + ",r" + bits;
      t.row(name, "0F " + hex(opcode) + " /r ib", operands + ",uimm8")
          .sized(bits)
          .undefined(ShiftRows::undefinedTwo, (width, count, after) -> count > width, DOUBLE)
          .means(meaning);
      t.row(name, "0F " + hex(opcode + 1) + " /r", operands + ",cl")
          .sized(bits)
          .undefined(ShiftRows::undefinedTwo, (width, count, after) -> count > width, DOUBLE)
          .means(meaning);
    }
  }

  private static long undefinedTwo(int width, int count) {
    return count == 0 ? 0 : count > width ? STATUS : count == 1 ? AF : OF | AF;
  }

  private static void applyTwo(Lift l, Fn result, Fn flags) {
    int a = l.read(0);
    int b = l.read(1);
    int count = l.read(2);
    l.write(0, l.sized(result, a, b, count));
    int shifted = l.sized(flags, a, b, count);
    int masked = l.pure(Fn.AND, count, l.imm(l.width() == 64 ? 63 : 31));
    l.setFlags(l.pure(Fn.SELECT, masked, shifted, l.flags()), STATUS);
  }

  private static void withoutFlags(Table t, String name, String prefix, Fn result) {
    t.wide32(name, "VEX.LZ." + prefix + ".0F38 F7 /r", "rva,r/mv,rvb")
        .means(l -> l.write(0, l.sized(result, l.read(1), l.read(2))));
  }
}

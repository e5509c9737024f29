package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.CF;
import static fastpath.emulator.isa.Flags.STATUS;
import static fastpath.emulator.isa.Flags.ZF;
import static fastpath.emulator.isa.Table.hex;

import fastpath.emulator.isa.Form.Suffix;
import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;

/** The rows of bit tests, scans and counts, CRC, BMI1 and BMI2. */
final class BitRows {
  private static final String TEST =
      "BT, BTS, BTR, BTC, Flags Affected: the OF, SF, AF, and PF flags are undefined.";
  private static final String SCAN =
      "BSF, BSR, Flags Affected: the CF, OF, SF, AF, and PF flags are undefined. Description: if the"
          + " content of the source operand is 0, the content of the destination operand is"
          + " undefined.";
  private static final String COUNT =
      "TZCNT, LZCNT, Flags Affected: OF, SF, PF, and AF flags are undefined.";
  private static final String BMI = "Flags Affected: AF and PF flags are undefined.";

  private BitRows() {}

  static void write(Table t) {
    test(t, "bt", 4, null);
    test(t, "bts", 5, Fn.OR);
    test(t, "btr", 6, Fn.ANDN);
    test(t, "btc", 7, Fn.XOR);
    scan(t, "bsf", "0F BC /r", Fn.BSF);
    scan(t, "bsr", "0F BD /r", Fn.BSR);
    count(t, "tzcnt", "F3 0F BC /r", Fn.TZCNT);
    count(t, "lzcnt", "F3 0F BD /r", Fn.LZCNT);
    t.wide("popcnt", "F3 0F B8 /r", "rv,r/mv").means(BitRows::popcnt);
    Meaning crc = l -> crc(l);
    t.row("crc32", "F2 0F 38 F0 /r", "r32,r/m8")
        .sized(32)
        .ignores66()
        .suffix(Suffix.ANY_MEMORY)
        .suffixBits(8)
        .means(crc);
    t.row("crc32", "F2 0F 38 F0 /r", "r64,r/m8")
        .sized(64)
        .suffix(Suffix.ANY_MEMORY)
        .suffixBits(8)
        .means(crc);
    t.row("crc32", "F2 0F 38 F1 /r", "r32,r/m16").sized(16).suffix(Suffix.ANY_MEMORY).means(crc);
    t.row("crc32", "F2 0F 38 F1 /r", "r32,r/m32").sized(32).suffix(Suffix.ANY_MEMORY).means(crc);
    t.row("crc32", "F2 0F 38 F1 /r", "r64,r/m64").sized(64).suffix(Suffix.ANY_MEMORY).means(crc);
    bmi(t);
  }

  private static void test(Table t, String name, int digit, Fn change) {
    String opcode = hex(0x83 + digit * 8);
    Rows[] rows = {
      t.wide(name, "0F BA /" + digit + " ib", "r/mv,uimm8"),
      t.wide(name, "0F " + opcode + " /r", "r/mv,rv")
    };
    for (Rows row : rows) {
      row.undefined(STATUS & ~(CF | ZF), TEST)
          .differs(MakerDifference.BIT_TEST)
          .means(l -> test(l, change));
      if (change != null) {
        row.lockable();
      }
    }
  }

  /**
   * With a bit index in a register, a bit string in memory extends beyond the operand on both sides
   * (SDM vol. 1, 3.7.1, BT). The manual does not say whether the offset must be canonical if a
   * segment base makes the address canonical again. In this implementation only the address must be
   * canonical.
   */
  private static void test(Lift l, Fn change) {
    int index = l.read(1);
    int bytes = l.width() / 8;
    boolean string = l.insn().operand(0) instanceof Mem && !(l.insn().operand(1) instanceof Imm);
    int address = string ? l.addressPlus(0, l.sized(Fn.BIT_OFFSET, index)) : -1;
    int value = string ? l.load(address, bytes) : l.read(0);
    if (change != null) {
      int bit = l.sized(Fn.BIT_MASK, index);
      int changed =
          change == Fn.ANDN
              ? l.pure(l.width(), change, bit, value)
              : l.pure(l.width(), change, value, bit);
      if (string) {
        l.store(address, changed, bytes);
      } else {
        l.write(0, changed);
      }
    }
    l.setFlags(l.sized(Fn.BT_FLAGS, value, index), CF);
  }

  private static void scan(Table t, String name, String encoding, Fn fn) {
    t.wide(name, encoding, "rv,r/mv")
        .undefined((width, count) -> STATUS & ~ZF, (width, count, after) -> (after & ZF) != 0, SCAN)
        .differs(MakerDifference.SCAN_ZERO)
        .definedOnAmd()
        .means(l -> {
          int source = l.read(1);
          l.write(0, l.sized(fn, source, l.read(0)));
          l.setFlags(l.sized(Fn.RESULT_FLAGS, source), ZF);
        });
  }

  private static void count(Table t, String name, String encoding, Fn fn) {
    t.wide(name, encoding, "rv,r/mv")
        .undefined(STATUS & ~(CF | ZF), COUNT)
        .means(l -> {
          int source = l.read(1);
          int r = l.sized(fn, source);
          l.write(0, r);
          l.setFlags(l.sized(Fn.COUNT_FLAGS, source, r), CF | ZF);
        });
  }

  private static void popcnt(Lift l) {
    int source = l.read(1);
    l.write(0, l.sized(Fn.POPCNT, source));
    int zero = l.pure(Fn.AND, l.sized(Fn.RESULT_FLAGS, source), l.imm(ZF));
    l.setFlags(zero, STATUS);
  }

  private static void crc(Lift l) {
    int bits = l.insn().form().slots[1].bits();
    l.write(0, l.pure(bits, Fn.CRC32C, l.read(0), l.read(1)));
  }

  private static void bmi(Table t) {
    t.wide32("andn", "VEX.LZ.0F38 F2 /r", "rva,rvb,r/mv")
        .undefined(Flags.AF | Flags.PF, BMI)
        .means(l -> result(l, l.sized(Fn.ANDN, l.read(1), l.read(2))));
    t.wide32("bextr", "VEX.LZ.0F38 F7 /r", "rva,r/mv,rvb")
        .undefined(
            Flags.AF | Flags.SF | Flags.PF, "BEXTR, Flags Affected: AF, SF, and PF are undefined.")
        .means(l -> result(l, l.sized(Fn.BEXTR, l.read(1), l.read(2))));
    t.wide32("bzhi", "VEX.LZ.0F38 F5 /r", "rva,r/mv,rvb")
        .undefined(Flags.AF | Flags.PF, BMI)
        .means(BitRows::bzhi);
    t.wide32("pdep", "VEX.LZ.F2.0F38 F5 /r", "rva,rvb,r/mv")
        .means(l -> l.write(0, l.sized(Fn.PDEP, l.read(1), l.read(2))));
    t.wide32("pext", "VEX.LZ.F3.0F38 F5 /r", "rva,rvb,r/mv")
        .means(l -> l.write(0, l.sized(Fn.PEXT, l.read(1), l.read(2))));
    lowest(t, "blsr", "/1", Fn.AND, false);
    lowest(t, "blsmsk", "/2", Fn.XOR, false);
    lowest(t, "blsi", "/3", Fn.AND, true);
  }

  /** CF and OF are cleared; SF and ZF are set from the result. */
  private static void result(Lift l, int r) {
    l.write(0, r);
    l.setFlags(l.sized(Fn.RESULT_FLAGS, r), STATUS);
  }

  private static void bzhi(Lift l) {
    int index = l.read(2);
    int r = l.sized(Fn.BZHI, l.read(1), index);
    l.write(0, r);
    int beyond = l.pure(8, Fn.SUB_FLAGS, l.imm(l.width() - 1), index);
    int carry = l.pure(Fn.AND, beyond, l.imm(CF));
    l.setFlags(l.pure(Fn.OR, l.sized(Fn.RESULT_FLAGS, r), carry), STATUS);
  }

  /**
   * Computes a op (a - 1), or a and -a; CF is that of the subtraction (for blsi, CF is set if the
   * source is not 0).
   */
  private static void lowest(Table t, String name, String digit, Fn fn, boolean negate) {
    t.wide32(name, "VEX.LZ.0F38 F3 " + digit, "rvb,r/mv")
        .undefined(Flags.AF | Flags.PF, BMI)
        .means(l -> {
          int a = l.read(1);
          int left = negate ? l.imm(0) : a;
          int right = negate ? a : l.imm(1);
          int r = l.sized(fn, a, l.sized(Fn.SUB, left, right));
          l.write(0, r);
          int carry = l.pure(Fn.AND, l.sized(Fn.SUB_FLAGS, left, right), l.imm(CF));
          l.setFlags(l.pure(Fn.OR, l.sized(Fn.RESULT_FLAGS, r), carry), STATUS);
        });
  }
}

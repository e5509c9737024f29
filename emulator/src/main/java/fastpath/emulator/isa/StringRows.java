package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.STATUS;

import fastpath.emulator.isa.Form.Suffix;

/**
 * The rows of string instructions. The meaning of such a row is one iteration. If a repeated
 * comparison faults midway, the flags are those of the last completed iteration on AMD's CPUs, and
 * those before the instruction on Intel's CPUs. No later iteration reads these flags, so resuming
 * the instruction has the same result on both.
 */
final class StringRows {
  private static final String RESTORED =
      "SDM REP: after a fault within a CMPS or SCAS with REPE or REPNE, EFLAGS is as it was before"
          + " the instruction";

  private StringRows() {}

  static void write(Table t) {
    for (int bits = 8; bits <= 64; bits *= 2) {
      sizes(t, bits);
    }
  }

  private static void sizes(Table t, int bits) {
    String size = bits == 8 ? "b" : bits == 16 ? "w" : bits == 32 ? "d" : "q";
    row(t, "movs", size, bits, 0xa4, "[rdi],[rsi]", Suffix.ALWAYS, Repeat.REP)
        .differs(MakerDifference.MOVE_COUNTED)
        .zeroExtends(State.RCX, State.RSI, State.RDI)
        .means(l -> {
          l.write(0, l.read(1));
          advance(l, State.RSI);
          advance(l, State.RDI);
        });
    row(t, "cmps", size, bits, 0xa6, "[rsi],[rdi]", Suffix.ALWAYS, Repeat.REPE)
        .differs(MakerDifference.COMPARE_COUNTED)
        .zeroExtends(State.RCX)
        .flagsOnFault(RESTORED)
        .means(l -> {
          // The operand at rdi is read first. If both operands fault, the manual does not say
          // which fault is reported, and CPUs of one maker differ: AMD's family 25 reports the
          // fault of the operand at rdi, except for repe cmpsb; family 26 that at rsi.
          int second = l.read(1);
          l.setFlags(l.sized(Fn.SUB_FLAGS, l.read(0), second), STATUS);
          advance(l, State.RSI);
          advance(l, State.RDI);
        });
    row(t, "stos", size, bits, 0xaa, "[rdi],acc", Suffix.NEVER, Repeat.REP)
        .differs(MakerDifference.MOVE_COUNTED)
        .zeroExtends(State.RCX, State.RDI)
        .means(l -> {
          l.write(0, l.read(1));
          advance(l, State.RDI);
        });
    row(t, "lods", size, bits, 0xac, "acc,[rsi]", Suffix.NEVER, Repeat.REP)
        .differs(MakerDifference.READ_COUNTED)
        .zeroExtends(State.RCX)
        .means(l -> {
          l.write(0, l.read(1));
          advance(l, State.RSI);
        });
    row(t, "scas", size, bits, 0xae, "acc,[rdi]", Suffix.NEVER, Repeat.REPE)
        .differs(MakerDifference.COMPARE_COUNTED)
        .zeroExtends(State.RCX)
        .flagsOnFault(RESTORED)
        .means(l -> {
          l.setFlags(l.sized(Fn.SUB_FLAGS, l.read(0), l.read(1)), STATUS);
          advance(l, State.RDI);
        });
  }

  private static Rows row(
      Table t,
      String name,
      String size,
      int bits,
      int opcode,
      String operands,
      Suffix suffix,
      Repeat repeat) {
    int comma = operands.indexOf(',');
    String sized = operands.substring(0, comma) + bits + operands.substring(comma) + bits;
    Rows rows =
        t.row(name + size, Table.hex(bits == 8 ? opcode : opcode + 1), sized)
            .att(name)
            .suffix(suffix)
            .repeats(repeat);
    return bits == 8 ? rows : rows.sized(bits);
  }

  private static void advance(Lift l, State pointer) {
    int step = l.sized(Fn.STEP, l.flags());
    l.put(pointer, l.pure(l.insn().addressBits(), Fn.ADD, l.get(pointer), step));
  }
}

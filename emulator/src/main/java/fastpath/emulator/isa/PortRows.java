package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;

/** The rows of input and output. The machine has no ports, so every such instruction raises #GP. */
final class PortRows {
  private PortRows() {}

  static void write(Table t) {
    Meaning none = l -> l.trap(Uop.Trap.Kind.PRIVILEGED, 0);
    t.row("in", "E4 ib", "al,uimm8").privileged().means(none);
    t.row("in", "EC", "al,dx").privileged().means(none);
    t.row("out", "E6 ib", "uimm8,al").privileged().means(none);
    t.row("out", "EE", "dx,al").privileged().means(none);
    t.row("ins", "6C", "[rdi]8,dx")
        .suffix(Suffix.ALWAYS)
        .repeats(Repeat.REP)
        .privileged()
        .means(none);
    t.row("outs", "6E", "dx,[rsi]8")
        .suffixBits(8)
        .suffix(Suffix.ALWAYS)
        .repeats(Repeat.REP)
        .privileged()
        .means(none);
    for (int bits = 16; bits <= 32; bits *= 2) {
      String accumulator = "acc" + bits;
      t.row("in", "E5 ib", accumulator + ",uimm8")
          .sized(bits)
          .ignoresRexW()
          .privileged()
          .means(none);
      t.row("in", "ED", accumulator + ",dx").sized(bits).ignoresRexW().privileged().means(none);
      t.row("out", "E7 ib", "uimm8," + accumulator)
          .sized(bits)
          .ignoresRexW()
          .privileged()
          .means(none);
      t.row("out", "EF", "dx," + accumulator).sized(bits).ignoresRexW().privileged().means(none);
      t.row("ins", "6D", "[rdi]" + bits + ",dx")
          .sized(bits)
          .ignoresRexW()
          .suffix(Suffix.ALWAYS)
          .repeats(Repeat.REP)
          .privileged()
          .means(none);
      t.row("outs", "6F", "dx,[rsi]" + bits)
          .sized(bits)
          .ignoresRexW()
          .suffix(Suffix.ALWAYS)
          .repeats(Repeat.REP)
          .privileged()
          .means(none);
    }
  }
}

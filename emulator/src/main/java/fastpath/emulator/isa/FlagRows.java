package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.CF;

/** The rows that change single flags, and of lahf and sahf. */
final class FlagRows {
  private static final long LOW = Flags.STATUS & 0xff;

  private FlagRows() {}

  static void write(Table t) {
    set(t, "clc", "F8", CF, false);
    set(t, "stc", "F9", CF, true);
    set(t, "cli", "FA", Flags.IF, false).privileged().action(Action.DISABLE_INTERRUPTS);
    t.row("sti", "FB", "").privileged().means(FlagRows::enableInterrupts);
    set(t, "cld", "FC", Flags.DF, false);
    set(t, "std", "FD", Flags.DF, true);
    set(t, "clac", "0F 01 CA", Flags.AC, false).privileged().action(Action.FORBID_USER_ACCESS);
    set(t, "stac", "0F 01 CB", Flags.AC, true).privileged().action(Action.ALLOW_USER_ACCESS);
    t.row("cmc", "F5", "").means(l -> l.setFlags(l.pure(Fn.NOT, l.flags()), CF));
    t.row("sahf", "9E", "").means(l -> l.setFlags(l.pure(8, Fn.HIGH, l.get(State.RAX)), LOW));
    t.row("lahf", "9F", "").means(FlagRows::lahf);
  }

  private static Rows set(Table t, String name, String encoding, long flag, boolean value) {
    return t.row(name, encoding, "").means(l -> l.setFlags(l.imm(value ? flag : 0), flag));
  }

  /** Interrupts are delayed until after the instruction that follows sti (SDM STI). */
  private static void enableInterrupts(Lift l) {
    l.add(new Uop.Trap(Uop.Trap.Kind.STI, 0));
    l.setFlags(l.imm(Flags.IF), Flags.IF);
  }

  /** The byte SF:ZF:0:AF:0:PF:1:CF of lahf and sahf (SDM LAHF). */
  private static void lahf(Lift l) {
    int image = l.pure(Fn.OR, l.pure(Fn.AND, l.flags(), l.imm(LOW)), l.imm(2));
    l.writeRegister(Reg.AH, image);
  }
}

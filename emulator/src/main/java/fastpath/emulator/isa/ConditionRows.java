package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Suffix;

/** The rows of jcc, setcc and cmovcc. */
final class ConditionRows {
  /** The names of each condition by encoding number; objdump prints the first name. */
  private static final String[][] CONDITIONS = {
    {"o"},
    {"no"},
    {"b", "c", "nae"},
    {"ae", "nb", "nc"},
    {"e", "z"},
    {"ne", "nz"},
    {"be", "na"},
    {"a", "nbe"},
    {"s"},
    {"ns"},
    {"p", "pe"},
    {"np", "po"},
    {"l", "nge"},
    {"ge", "nl"},
    {"le", "ng"},
    {"g", "nle"}
  };

  private ConditionRows() {}

  static void write(Table t) {
    for (int cc = 0; cc < 16; cc++) {
      Fn condition = Fn.of(Condition.of(cc));
      Meaning jump = l -> l.branch(l.pure(condition, l.flags()), l.read(0));
      Rows near =
          t.row(jump(cc), "7" + Integer.toHexString(cc) + " cb", "rel8")
              .differs(MakerDifference.NEAR16)
              .flow(Flow.BRANCH)
              .alias(aliases("j", cc))
              .means(jump);
      near.longForm(
          t.row(jump(cc), "0F 8" + Integer.toHexString(cc) + " cd", "rel32")
              .differs(MakerDifference.NEAR16)
              .flow(Flow.BRANCH)
              .alias(aliases("j", cc))
              .means(jump));
      t.row("set" + CONDITIONS[cc][0], "0F 9" + Integer.toHexString(cc) + " /r", "r/m8")
          .suffix(Suffix.NEVER)
          .alias(aliases("set", cc))
          .means(l -> l.write(0, l.pure(condition, l.flags())));
      t.wide("cmov" + CONDITIONS[cc][0], "0F 4" + Integer.toHexString(cc) + " /r", "rv,r/mv")
          .alias(aliases("cmov", cc))
          .means(l -> move(l, condition));
    }
  }

  /** Returns the mnemonic of the jump on the condition with an encoding number. */
  static String jump(int cc) {
    return "j" + CONDITIONS[cc][0];
  }

  private static String[] aliases(String verb, int cc) {
    String[] names = new String[CONDITIONS[cc].length - 1];
    for (int i = 0; i < names.length; i++) {
      names[i] = verb + CONDITIONS[cc][i + 1];
    }
    return names;
  }

  /**
   * The source is read, and a 32-bit destination is zero-extended, whether or not the condition
   * holds (CMOVcc).
   */
  private static void move(Lift l, Fn condition) {
    int source = l.readZeroExtended(1);
    int old = l.readZeroExtended(0);
    l.write(0, l.pure(Fn.SELECT, l.pure(condition, l.flags()), source, old));
  }
}

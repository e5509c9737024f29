package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.STATUS;
import static fastpath.emulator.isa.Table.hex;

/**
 * The rows of the eight ALU groups, of test, inc, dec, neg and not, and of the carry chains of ADX.
 */
final class ArithmeticRows {
  private static final String[] GROUPS = {"add", "or", "adc", "sbb", "and", "sub", "xor", "cmp"};

  private static final String AND_AF =
      "AND, OR, XOR, TEST, Flags Affected: the state of the AF flag is undefined.";

  private ArithmeticRows() {}

  static void write(Table t) {
    for (int group = 0; group < 8; group++) {
      group(t, group);
    }
    test(t);
    one(t, "inc", Action.INCREMENT, "/0", l -> step(l, Fn.ADD, Fn.ADD_FLAGS), "FE", "FF");
    one(t, "dec", Action.OTHER, "/1", l -> step(l, Fn.SUB, Fn.SUB_FLAGS), "FE", "FF");
    one(t, "not", Action.OTHER, "/2", l -> l.write(0, l.sized(Fn.NOT, l.read(0))), "F6", "F7");
    one(t, "neg", Action.OTHER, "/3", ArithmeticRows::neg, "F6", "F7");
    t.wide32("adcx", "66 0F 38 F6 /r", "rv,r/mv").means(l -> carryChain(l, Flags.CF, 0));
    t.wide32("adox", "F3 0F 38 F6 /r", "rv,r/mv")
        .ignores66()
        .means(l -> carryChain(l, Flags.OF, 11));
  }

  private static void group(Table t, int group) {
    String name = GROUPS[group];
    int op = group << 3;
    Meaning meaning = meaning(group);
    boolean logic = group == 1 || group == 4 || group == 6;
    Rows[] rows = {
      t.wide(name, "83 /" + group + " ib", "r/mv,imm8"),
      t.wide(name, hex(op + 5) + " iz", "accv,immz"),
      t.wide(name, "81 /" + group + " iz", "r/mv,immz"),
      t.row(name, hex(op + 4) + " ib", "al,imm8"),
      t.row(name, "80 /" + group + " ib", "r/m8,imm8"),
      t.row(name, hex(op) + " /r", "r/m8,r8"),
      t.wide(name, hex(op + 1) + " /r", "r/mv,rv"),
      t.row(name, hex(op + 2) + " /r", "r8,r/m8"),
      t.wide(name, hex(op + 3) + " /r", "rv,r/mv")
    };
    for (Rows row : rows) {
      row.means(meaning);
      if (group != 7) {
        row.lockable();
      }
      if (logic) {
        row.undefined(Flags.AF, AND_AF);
      }
    }
  }

  private static Meaning meaning(int group) {
    return switch (group) {
      case 0 -> l -> binary(l, Fn.ADD, Fn.ADD_FLAGS);
      case 1 -> l -> logic(l, Fn.OR);
      case 2 -> l -> withCarry(l, Fn.ADC, Fn.ADC_FLAGS);
      case 3 -> l -> withCarry(l, Fn.SBB, Fn.SBB_FLAGS);
      case 4 -> l -> logic(l, Fn.AND);
      case 5 -> l -> binary(l, Fn.SUB, Fn.SUB_FLAGS);
      case 6 -> l -> logic(l, Fn.XOR);
      default -> l -> l.setFlags(l.sized(Fn.SUB_FLAGS, l.read(0), l.read(1)), STATUS);
    };
  }

  /** The results of x ^ x and x - x do not depend on x; compilers use both to load 0. */
  private static boolean zeroes(Lift l) {
    if (!(l.insn().operand(0) instanceof Operand.RegOp)
        || !l.insn().operand(0).equals(l.insn().operand(1))) {
      return false;
    }
    l.write(0, l.imm(0));
    l.setFlags(l.imm(Flags.ZF | Flags.PF), STATUS);
    return true;
  }

  private static void binary(Lift l, Fn result, Fn flags) {
    if (result == Fn.SUB && zeroes(l)) {
      return;
    }
    int a = l.read(0);
    int b = l.read(1);
    l.write(0, l.sized(result, a, b));
    l.setFlags(l.sized(flags, a, b), STATUS);
  }

  private static void withCarry(Lift l, Fn result, Fn flags) {
    int a = l.read(0);
    int b = l.read(1);
    l.write(0, l.sized(result, a, b, l.flags()));
    l.setFlags(l.sized(flags, a, b, l.flags()), STATUS);
  }

  private static void logic(Lift l, Fn result) {
    if (result == Fn.XOR && zeroes(l)) {
      return;
    }
    int r = l.sized(result, l.read(0), l.read(1));
    l.write(0, r);
    l.setFlags(l.sized(Fn.RESULT_FLAGS, r), STATUS);
  }

  private static void step(Lift l, Fn result, Fn flags) {
    int a = l.read(0);
    int one = l.imm(1);
    l.write(0, l.sized(result, a, one));
    l.setFlags(l.sized(flags, a, one), STATUS & ~Flags.CF);
  }

  private static void neg(Lift l) {
    int zero = l.imm(0);
    int a = l.read(0);
    l.write(0, l.sized(Fn.SUB, zero, a));
    l.setFlags(l.sized(Fn.SUB_FLAGS, zero, a), STATUS);
  }

  private static void test(Table t) {
    Meaning and = l -> l.setFlags(l.sized(Fn.AND_FLAGS, l.read(0), l.read(1)), STATUS);
    t.row("test", "A8 ib", "al,imm8").means(and).undefined(Flags.AF, AND_AF);
    t.wide("test", "A9 iz", "accv,immz").means(and).undefined(Flags.AF, AND_AF);
    t.row("test", "84 /r", "r/m8,r8").commutes().means(and).undefined(Flags.AF, AND_AF);
    t.wide("test", "85 /r", "r/mv,rv").commutes().means(and).undefined(Flags.AF, AND_AF);
    for (String digit : new String[] {"/0", "/1"}) {
      Rows bytes = t.row("test", "F6 " + digit + " ib", "r/m8,imm8");
      Rows wide = t.wide("test", "F7 " + digit + " iz", "r/mv,immz");
      for (Rows rows : new Rows[] {bytes, wide}) {
        rows.means(and).undefined(Flags.AF, AND_AF);
        if (digit.equals("/1")) {
          rows.decodeOnly();
        }
      }
    }
  }

  private static void one(
      Table t,
      String name,
      Action action,
      String digit,
      Meaning meaning,
      String bytes,
      String wide) {
    t.row(name, bytes + " " + digit, "r/m8").lockable().action(action).means(meaning);
    t.wide(name, wide + " " + digit, "r/mv").lockable().action(action).means(meaning);
  }

  /** Adds dest, source and one flag, which is the only flag that changes (SDM ADCX, ADOX). */
  private static void carryChain(Lift l, long flag, int position) {
    int a = l.read(0);
    int b = l.read(1);
    int carry = l.pure(Fn.SHR, l.flags(), l.imm(position));
    l.write(0, l.sized(Fn.ADC, a, b, carry));
    int out = l.pure(Fn.AND, l.sized(Fn.ADC_FLAGS, a, b, carry), l.imm(Flags.CF));
    l.setFlags(l.pure(Fn.SHL, out, l.imm(position)), flag);
  }
}

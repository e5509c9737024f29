package fastpath.emulator.isa;

import static fastpath.emulator.isa.Flags.CF;
import static fastpath.emulator.isa.Flags.OF;
import static fastpath.emulator.isa.Flags.STATUS;

/** The rows of multiplication and division. */
final class MultiplyRows {
  private static final String MUL =
      "MUL, IMUL, Flags Affected: the SF, ZF, AF, and PF flags are undefined.";
  private static final String DIV =
      "DIV, IDIV, Flags Affected: the CF, OF, SF, ZF, AF, and PF flags are undefined.";

  private MultiplyRows() {}

  static void write(Table t) {
    wideningMultiply(t, "mul", "/4", Fn.MUL_HIGH, Fn.MUL_FLAGS, Fn.ZX);
    wideningMultiply(t, "imul", "/5", Fn.IMUL_HIGH, Fn.IMUL_FLAGS, Fn.SX);
    t.wide("imul", "0F AF /r", "rv,r/mv")
        .means(l -> multiply(l, 0, 1))
        .undefined(STATUS & ~(CF | OF), MUL);
    t.wide("imul", "6B /r ib", "rv,r/mv,imm8")
        .firstTwice()
        .means(l -> multiply(l, 1, 2))
        .undefined(STATUS & ~(CF | OF), MUL);
    t.wide("imul", "69 /r iz", "rv,r/mv,immz")
        .firstTwice()
        .means(l -> multiply(l, 1, 2))
        .undefined(STATUS & ~(CF | OF), MUL);
    divide(t, "div", "/6", false);
    divide(t, "idiv", "/7", true);
    t.wide32("mulx", "VEX.LZ.F2.0F38 F6 /r", "rva,rvb,r/mv").means(MultiplyRows::mulx);
  }

  private static void wideningMultiply(
      Table t, String name, String digit, Fn high, Fn flags, Fn extend) {
    t.row(name, "F6 " + digit, "r/m8")
        .undefined(STATUS & ~(CF | OF), MUL)
        .means(l -> {
          int a = l.pure(8, extend, l.get(State.RAX));
          int b = l.pure(8, extend, l.read(0));
          l.writeRegister(Reg.AX, l.pure(16, Fn.MUL, a, b));
          l.setFlags(l.pure(8, flags, a, b), CF | OF);
        });
    t.wide(name, "F7 " + digit, "r/mv")
        .undefined(STATUS & ~(CF | OF), MUL)
        .means(l -> {
          int a = l.get(State.RAX);
          int b = l.read(0);
          l.writeRegister(l.sizedRegister(0), l.sized(Fn.MUL, a, b));
          l.writeRegister(l.sizedRegister(2), l.sized(high, a, b));
          l.setFlags(l.sized(flags, a, b), CF | OF);
        });
  }

  private static void multiply(Lift l, int first, int second) {
    int a = l.read(first);
    int b = l.read(second);
    l.write(0, l.sized(Fn.MUL, a, b));
    l.setFlags(l.sized(Fn.IMUL_FLAGS, a, b), CF | OF);
  }

  private static void divide(Table t, String name, String digit, boolean signed) {
    t.row(name, "F6 " + digit, "r/m8")
        .undefined(STATUS, DIV)
        .means(l -> {
          int divisor = l.read(0);
          int rax = l.get(State.RAX);
          int high = l.pure(8, Fn.HIGH, rax);
          int quotient = l.newTemp();
          int remainder = l.newTemp();
          l.add(new Uop.Divide(quotient, remainder, high, rax, divisor, 8, signed));
          int ah = l.pure(8, Fn.INSERT_HIGH, rax, remainder);
          l.put(State.RAX, l.pure(8, Fn.INSERT, ah, quotient));
        });
    t.wide(name, "F7 " + digit, "r/mv")
        .undefined(STATUS, DIV)
        .means(l -> {
          int divisor = l.read(0);
          int quotient = l.newTemp();
          int remainder = l.newTemp();
          int high = l.get(State.RDX);
          int low = l.get(State.RAX);
          l.add(new Uop.Divide(quotient, remainder, high, low, divisor, l.width(), signed));
          l.writeRegister(l.sizedRegister(0), quotient);
          l.writeRegister(l.sizedRegister(2), remainder);
        });
  }

  /**
   * The high half of the product goes to the first operand and the low half to the second; if both
   * are the same register, the high half is kept.
   */
  private static void mulx(Lift l) {
    int a = l.get(State.RDX);
    int b = l.read(2);
    l.write(1, l.sized(Fn.MUL, a, b));
    l.write(0, l.sized(Fn.MUL_HIGH, a, b));
  }
}

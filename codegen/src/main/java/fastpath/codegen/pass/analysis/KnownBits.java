package fastpath.codegen.pass.analysis;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;

/** Facts about the bits of a value that follow from how the value is computed. */
public final class KnownBits {
  private static final int DEPTH = 6;

  private KnownBits() {}

  /** Returns a mask of the bits of a value that may be one, zero-extended to 64. */
  public static long possible(Value v) {
    return possible(v, DEPTH);
  }

  private static long possible(Value v, int depth) {
    long mask = v.type().mask();
    if (v instanceof Const c) {
      return c.unsigned();
    }
    if (!(v instanceof Instr x) || depth == 0) {
      return mask;
    }
    return mask
        & switch (x.op) {
          case AND -> possible(x.arg(0), depth - 1) & possible(x.arg(1), depth - 1);
          case OR, XOR -> possible(x.arg(0), depth - 1) | possible(x.arg(1), depth - 1);
          case ZEXT -> possible(x.arg(0), depth - 1);
          case TRUNC, EXPECT -> possible(x.arg(0), depth - 1);
          case SHL ->
              x.arg(1) instanceof Const c && fits(c, x.type)
                  ? possible(x.arg(0), depth - 1) << c.value()
                  : -1;
          case LSHR ->
              x.arg(1) instanceof Const c && fits(c, x.type)
                  ? possible(x.arg(0), depth - 1) >>> c.value()
                  : upTo(possible(x.arg(0), depth - 1));
          case ADD -> upTo(sum(possible(x.arg(0), depth - 1), possible(x.arg(1), depth - 1)));
          case SELECT -> possible(x.arg(1), depth - 1) | possible(x.arg(2), depth - 1);
          case UREM, UDIV -> upTo(possible(x.arg(0), depth - 1));
          case CTZ, CLZ, POPCNT -> 127;
          case PHI -> phi(x, depth);
          case SUB, MUL, ASHR, ROTL, SDIV, SREM, NEG, NOT, BSWAP -> -1;
          case ICMP, SEXT, LOAD, STORE, ALLOCA, ATOMIC_RMW, CMPXCHG, FENCE -> -1;
          case CALL, ASM, RESULT, READ_REG, WRITE_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS -> -1;
          case RETURN_ADDRESS, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> -1;
        };
  }

  private static long phi(Instr x, int depth) {
    long bits = 0;
    for (Value arg : x.args) {
      bits |= arg == x ? 0 : possible(arg, Math.min(depth - 1, 2));
    }
    return bits;
  }

  private static boolean fits(Const c, Type type) {
    return c.unsigned() < type.bits();
  }

  private static long sum(long a, long b) {
    return a < 0 || b < 0 || a + b < 0 ? -1 : a + b;
  }

  /** Returns a mask of all bits up to the highest bit that is set. */
  private static long upTo(long bits) {
    return bits == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(bits);
  }

  /** True if the sign bit is known to be zero. */
  public static boolean isNonNegative(Value v) {
    Type type = v.type();
    return (possible(v) >>> (type.bits() - 1) & 1) == 0;
  }

  /** Returns the number of top bits known to equal the sign bit, at least 1. */
  public static int signBits(Value v) {
    if (v instanceof Const c) {
      int lead = Long.numberOfLeadingZeros(c.value() < 0 ? ~c.value() : c.value());
      return Math.max(1, lead - (64 - v.type().bits()));
    }
    int known = Long.numberOfLeadingZeros(possible(v)) - (64 - v.type().bits());
    if (v instanceof Instr x && x.op == Op.SEXT) {
      known = Math.max(known, x.type.bits() - x.arg(0).type().bits() + 1);
    }
    if (v instanceof Instr x && x.op == Op.ASHR && x.arg(1) instanceof Const c) {
      known = Math.max(known, (int) c.unsigned() + 1);
    }
    return Math.max(1, known);
  }
}

package fastpath.codegen.ir;

/**
 * Computes operations on constants. Every part of the compiler that folds constants uses this
 * class.
 */
public final class Arith {
  private Arith() {}

  /**
   * Computes a pure operation or a division on constants.
   *
   * @param type the result's type
   * @param from the type of the first argument
   * @param attr the instruction's attribute
   * @return the result, canonical in {@code type}
   * @throws ArithmeticException for a division that faults
   */
  public static long apply(Op op, Type type, Type from, Attribute attr, long a, long b, long c) {
    int width = type.bits();
    int count = (int) (b & (width == 64 ? 63 : 31));
    long ua = a & from.mask();
    long result =
        switch (op) {
          case ADD -> a + b;
          case SUB -> a - b;
          case MUL -> a * b;
          case SDIV -> signed(type, a, b) / b;
          case SREM -> signed(type, a, b) % b;
          case UDIV -> Long.divideUnsigned(unsigned(type, a, b), b & type.mask());
          case UREM -> Long.remainderUnsigned(unsigned(type, a, b), b & type.mask());
          case AND -> a & b;
          case OR -> a | b;
          case XOR -> a ^ b;
          case SHL -> a << count;
          case LSHR -> ua >>> count;
          case ASHR -> a >> count;
          case ROTL -> rotate(ua, (int) (b & (width - 1)), width);
          case NEG -> -a;
          case NOT -> ~a;
          case ICMP -> ((Pred) attr).test(from, a, b) ? 1 : 0;
          case SELECT -> (a & 1) != 0 ? b : c;
          case ZEXT -> ua;
          case SEXT -> from == Type.I1 ? -(a & 1) : a;
          case TRUNC, EXPECT -> a;
          case BSWAP -> Long.reverseBytes(a) >>> (64 - width);
          case CTZ -> Long.numberOfTrailingZeros(ua | 1L << (width - 1));
          case CLZ -> Long.numberOfLeadingZeros(ua) - (64 - width);
          case POPCNT -> Long.bitCount(ua);
          case LOAD, STORE, ALLOCA, CALL, ASM, RESULT, ATOMIC_RMW, CMPXCHG, FENCE ->
              throw notArithmetic(op);
          case READ_REG, WRITE_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS ->
              throw notArithmetic(op);
          case PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> throw notArithmetic(op);
        };
    return type.canonical(result);
  }

  private static long rotate(long value, int count, int width) {
    return count == 0 ? value : value << count | value >>> (width - count);
  }

  /** Returns the dividend of a signed division; throws if the division faults. */
  private static long signed(Type type, long dividend, long divisor) {
    boolean overflows = divisor == -1 && dividend == type.canonical(1L << (type.bits() - 1));
    if (divisor == 0 || overflows) {
      throw new ArithmeticException("divide error");
    }
    return dividend;
  }

  /** Returns the dividend of an unsigned division; throws if the division faults. */
  private static long unsigned(Type type, long dividend, long divisor) {
    if (divisor == 0) {
      throw new ArithmeticException("divide error");
    }
    return dividend & type.mask();
  }

  private static IllegalArgumentException notArithmetic(Op op) {
    return new IllegalArgumentException(op + " is not arithmetic");
  }
}

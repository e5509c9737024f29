package fastpath.emulator.isa;

import static fastpath.emulator.isa.Fn.Trait.GIVES_FLAGS;
import static fastpath.emulator.isa.Fn.Trait.KEEPS_FLAGS;
import static fastpath.emulator.isa.Fn.Trait.TAKES_CARRY;
import static fastpath.emulator.isa.Fn.Trait.TAKES_DIRECTION;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The pure functions of micro-ops, each with its meaning for a width of n bits. Arguments are taken
 * modulo their width, and results are zero-extended. A function ignores the arguments that its
 * meaning does not name. The longer meanings are implemented in {@link Alu}.
 */
public enum Fn {
  /** The sum of a and b. */
  ADD(8, 64, (n, a, b, c) -> Alu.zx(n, a + b)),
  ADD_FLAGS(8, 64, (n, a, b, c) -> Alu.addFlags(n, a, b, a + b), GIVES_FLAGS),
  SUB(8, 64, (n, a, b, c) -> Alu.zx(n, a - b)),
  SUB_FLAGS(8, 64, (n, a, b, c) -> Alu.subFlags(n, a, b, a - b), GIVES_FLAGS),
  /** The sum of a, b and CF of flags c. */
  ADC(8, 64, (n, a, b, c) -> Alu.zx(n, a + b + (c & 1)), TAKES_CARRY),
  ADC_FLAGS(
      8, 64, (n, a, b, c) -> Alu.addFlags(n, a, b, a + b + (c & 1)), GIVES_FLAGS, TAKES_CARRY),
  /** The difference a - b, minus CF of flags c. */
  SBB(8, 64, (n, a, b, c) -> Alu.zx(n, a - b - (c & 1)), TAKES_CARRY),
  SBB_FLAGS(
      8, 64, (n, a, b, c) -> Alu.subFlags(n, a, b, a - b - (c & 1)), GIVES_FLAGS, TAKES_CARRY),
  AND(8, 64, (n, a, b, c) -> Alu.zx(n, a & b)),
  OR(8, 64, (n, a, b, c) -> Alu.zx(n, a | b)),
  XOR(8, 64, (n, a, b, c) -> Alu.zx(n, a ^ b)),
  ANDN(8, 64, (n, a, b, c) -> Alu.zx(n, ~a & b)),
  NOT(8, 64, (n, a, b, c) -> Alu.zx(n, ~a)),
  /** The status flags of a bitwise and: CF, OF and AF are clear. */
  AND_FLAGS(8, 64, (n, a, b, c) -> Alu.szp(n, a & b), GIVES_FLAGS),
  /** SF, ZF and PF of a result a; the other status flags are clear. */
  RESULT_FLAGS(8, 64, (n, a, b, c) -> Alu.szp(n, a), GIVES_FLAGS),
  /** Shifts and rotations of a by b, where b is masked as a CPU masks a shift count. */
  SHL(8, 64, (n, a, b, c) -> Alu.shl(n, a, b)),
  SHR(8, 64, (n, a, b, c) -> Alu.shr(n, a, b)),
  SAR(8, 64, (n, a, b, c) -> Alu.sar(n, a, b)),
  ROL(8, 64, (n, a, b, c) -> Alu.rol(n, a, b)),
  ROR(8, 64, (n, a, b, c) -> Alu.ror(n, a, b)),
  RCL(8, 64, Alu::rcl, TAKES_CARRY),
  RCR(8, 64, Alu::rcr, TAKES_CARRY),
  /** The status flags after a shift or rotation; flags c if the masked count is 0. */
  SHL_FLAGS(8, 64, Alu::shlFlags, GIVES_FLAGS, KEEPS_FLAGS),
  SHR_FLAGS(8, 64, Alu::shrFlags, GIVES_FLAGS, KEEPS_FLAGS),
  SAR_FLAGS(8, 64, Alu::sarFlags, GIVES_FLAGS, KEEPS_FLAGS),
  ROL_FLAGS(8, 64, Alu::rolFlags, GIVES_FLAGS, KEEPS_FLAGS),
  ROR_FLAGS(8, 64, Alu::rorFlags, GIVES_FLAGS, KEEPS_FLAGS),
  RCL_FLAGS(8, 64, Alu::rclFlags, GIVES_FLAGS, KEEPS_FLAGS),
  RCR_FLAGS(8, 64, Alu::rcrFlags, GIVES_FLAGS, KEEPS_FLAGS),
  /** Double-precision shifts of a by c, filled from b. */
  SHLD(16, 64, Alu::shld),
  SHRD(16, 64, Alu::shrd),
  /** The status flags of shld and shrd for a count other than 0. */
  SHLD_FLAGS(16, 64, Alu::shldFlags, GIVES_FLAGS),
  SHRD_FLAGS(16, 64, Alu::shrdFlags, GIVES_FLAGS),
  /** The low half of the product of a and b. */
  MUL(8, 64, (n, a, b, c) -> Alu.zx(n, a * b)),
  /** The high half of the unsigned product of a and b. */
  MUL_HIGH(8, 64, (n, a, b, c) -> Alu.mulHigh(n, a, b)),
  /** The high half of the signed product of a and b. */
  IMUL_HIGH(8, 64, (n, a, b, c) -> Alu.imulHigh(n, a, b)),
  MUL_FLAGS(8, 64, (n, a, b, c) -> Alu.mulFlags(n, a, b), GIVES_FLAGS),
  IMUL_FLAGS(8, 64, (n, a, b, c) -> Alu.imulFlags(n, a, b), GIVES_FLAGS),
  /** The index of the lowest or the highest set bit of a; b if a is 0. */
  BSF(16, 64, (n, a, b, c) -> Alu.bsf(n, a, b)),
  BSR(16, 64, (n, a, b, c) -> Alu.bsr(n, a, b)),
  TZCNT(16, 64, (n, a, b, c) -> Alu.tzcnt(n, a)),
  LZCNT(16, 64, (n, a, b, c) -> Alu.lzcnt(n, a)),
  POPCNT(16, 64, (n, a, b, c) -> Long.bitCount(Alu.zx(n, a))),
  /** CF and ZF of tzcnt and lzcnt, from source a and result b. */
  COUNT_FLAGS(16, 64, (n, a, b, c) -> Alu.countFlags(n, a, b), GIVES_FLAGS),
  /** The byte offset, in a bit string, of the operand that contains bit number a. */
  BIT_OFFSET(16, 64, (n, a, b, c) -> Alu.bitOffset(n, a)),
  /** The mask of bit number a, modulo n, of an operand of n bits. */
  BIT_MASK(16, 64, (n, a, b, c) -> 1L << (a & n - 1)),
  /** CF is bit number b of a; the other status flags are clear. */
  BT_FLAGS(16, 64, (n, a, b, c) -> a >>> (b & n - 1) & 1, GIVES_FLAGS),
  BSWAP(16, 64, (n, a, b, c) -> Long.reverseBytes(a) >>> 64 - n),
  BEXTR(32, 64, (n, a, b, c) -> Alu.bextr(n, a, b)),
  BZHI(32, 64, (n, a, b, c) -> Alu.bzhi(n, a, b)),
  /** Moves the low bits of a to the positions of the set bits of b; PEXT is the inverse. */
  PDEP(32, 64, (n, a, b, c) -> Long.expand(a, Alu.zx(n, b))),
  PEXT(32, 64, (n, a, b, c) -> Long.compress(a, Alu.zx(n, b))),
  /** The CRC-32C a, extended by the n bits of b. */
  CRC32C(8, 64, (n, a, b, c) -> Alu.crc32(n, a, b)),
  /**
   * The number that a string instruction adds to its pointers, under the direction flag in flags a.
   */
  STEP(8, 64, (n, a, b, c) -> (a & Flags.DF) != 0 ? -n / 8 : n / 8, TAKES_DIRECTION),
  /** The value a, zero-extended. */
  ZX(8, 32, (n, a, b, c) -> Alu.zx(n, a)),
  /** The value a, sign-extended to 64 bits. */
  SX(8, 32, (n, a, b, c) -> Alu.sx(n, a)),
  /** The value a, sign-extended to 32 bits and then zero-extended. */
  SX_LOW(8, 16, (n, a, b, c) -> Alu.zx(32, Alu.sx(n, a))),
  /** Bits 15 to 8 of a. */
  HIGH(8, 8, (n, a, b, c) -> a >>> 8 & 0xff),
  /** The value a with its low n bits replaced by b. */
  INSERT(8, 16, (n, a, b, c) -> a & ~Alu.zx(n, -1) | Alu.zx(n, b)),
  /** The value a with bits 15 to 8 replaced by b. */
  INSERT_HIGH(8, 8, (n, a, b, c) -> a & ~0xff00L | (b & 0xff) << 8),
  /** The address a + b * scale + c. */
  ADDRESS1(64, 64, (n, a, b, c) -> a + b + c),
  ADDRESS2(64, 64, (n, a, b, c) -> a + b * 2 + c),
  ADDRESS4(64, 64, (n, a, b, c) -> a + b * 4 + c),
  ADDRESS8(64, 64, (n, a, b, c) -> a + b * 8 + c),
  /** The value b if a is not 0, otherwise c. */
  SELECT(64, 64, (n, a, b, c) -> a != 0 ? b : c),
  /** The value 1 if a is 0, otherwise 0. */
  IS_ZERO(64, 64, (n, a, b, c) -> a == 0 ? 1 : 0),
  /** The value 1 if the condition holds in flags a, otherwise 0. */
  COND_O(Condition.O),
  COND_NO(Condition.NO),
  COND_B(Condition.B),
  COND_AE(Condition.AE),
  COND_E(Condition.E),
  COND_NE(Condition.NE),
  COND_BE(Condition.BE),
  COND_A(Condition.A),
  COND_S(Condition.S),
  COND_NS(Condition.NS),
  COND_P(Condition.P),
  COND_NP(Condition.NP),
  COND_L(Condition.L),
  COND_GE(Condition.GE),
  COND_LE(Condition.LE),
  COND_G(Condition.G);

  /** The implementation of a function. */
  @FunctionalInterface
  public interface Value {
    /**
     * Returns the function's value.
     *
     * @param bits width in bits
     */
    long of(int bits, long a, long b, long c);
  }

  /** The properties of a function's arguments and value. */
  public enum Trait {
    /** The value consists of status flags only. */
    GIVES_FLAGS,
    /** Argument c is flags, of which the function uses only CF. */
    TAKES_CARRY,
    /**
     * Argument c is flags, which are the value if the count is 0; the function uses c for nothing
     * else.
     */
    KEEPS_FLAGS,
    /** Argument a is flags, of which the function uses only DF. */
    TAKES_DIRECTION
  }

  private static final List<Fn> ALL = List.of(values());

  static {
    for (int i = 0; i < ALL.size(); i++) {
      ALL.get(i).index = i;
    }
  }

  private final int narrowest;
  private final int widest;
  private final Value value;
  private final Set<Trait> traits;
  private final Condition condition;
  private int index;

  Fn(int narrowest, int widest, Value value, Trait... traits) {
    this(narrowest, widest, value, null, Set.of(traits));
  }

  Fn(Condition condition) {
    this(64, 64, (n, a, b, c) -> Alu.condition(condition.number(), a), condition, Set.of());
  }

  Fn(int narrowest, int widest, Value value, Condition condition, Set<Trait> traits) {
    this.narrowest = narrowest;
    this.widest = widest;
    this.value = value;
    this.condition = condition;
    this.traits = traits;
  }

  /** Returns the function with an index. */
  public static Fn at(int index) {
    return ALL.get(index);
  }

  /** Returns the function that tests a condition. */
  static Fn of(Condition condition) {
    return ALL.stream().filter(f -> f.condition == condition).findFirst().orElseThrow();
  }

  /** Returns the index of the function, from 0, for code that stores functions as numbers. */
  public int index() {
    return index;
  }

  /** Returns the number of functions. */
  public static int count() {
    return ALL.size();
  }

  /** Returns the widths in bits that the function supports, a range of powers of two. */
  public IntStream widths() {
    return IntStream.iterate(narrowest, n -> n <= widest, n -> n * 2);
  }

  /** Returns the implementation of the function. */
  public Value value() {
    return value;
  }

  /** Returns the function's value; arguments that the function does not take are ignored. */
  public long apply(int bits, long a, long b, long c) {
    return value.of(bits, a, b, c);
  }

  /** Returns the condition that the function tests; null for every other function. */
  public Condition condition() {
    return condition;
  }

  /** True if the value consists of status flags only. */
  public boolean givesFlags() {
    return traits.contains(Trait.GIVES_FLAGS);
  }

  /** True if argument c is flags, of which the function uses only CF. */
  public boolean takesCarry() {
    return traits.contains(Trait.TAKES_CARRY);
  }

  /** True if argument c is flags, which are the value if the count is 0. */
  public boolean keepsFlags() {
    return traits.contains(Trait.KEEPS_FLAGS);
  }

  /** True if argument a is flags, of which the function uses only DF. */
  public boolean takesDirection() {
    return traits.contains(Trait.TAKES_DIRECTION);
  }

  /**
   * Returns name and width, as the stages of a translation show them: {@code ADD64}, {@code
   * SELECT}.
   */
  public String text(int bits) {
    return narrowest == 64 ? toString() : this + Integer.toString(bits);
  }
}

package fastpath.emulator.isa;

/**
 * Every pure function of micro-ops, in families of consecutive widths. Arguments are taken modulo
 * their width, results zero-extended; the arithmetic is in {@link Alu}.
 */
public enum Fn {
  ADD8,
  ADD16,
  ADD32,
  ADD64,
  /** All status flags of a + b. */
  ADD_FLAGS8,
  ADD_FLAGS16,
  ADD_FLAGS32,
  ADD_FLAGS64,
  SUB8,
  SUB16,
  SUB32,
  SUB64,
  SUB_FLAGS8,
  SUB_FLAGS16,
  SUB_FLAGS32,
  SUB_FLAGS64,
  /** a + b + CF of flags c. */
  ADC8,
  ADC16,
  ADC32,
  ADC64,
  ADC_FLAGS8,
  ADC_FLAGS16,
  ADC_FLAGS32,
  ADC_FLAGS64,
  /** a - b - CF of flags c. */
  SBB8,
  SBB16,
  SBB32,
  SBB64,
  SBB_FLAGS8,
  SBB_FLAGS16,
  SBB_FLAGS32,
  SBB_FLAGS64,
  AND8,
  AND16,
  AND32,
  AND64,
  OR8,
  OR16,
  OR32,
  OR64,
  XOR8,
  XOR16,
  XOR32,
  XOR64,
  /** ~a & b. */
  ANDN8,
  ANDN16,
  ANDN32,
  ANDN64,
  NOT8,
  NOT16,
  NOT32,
  NOT64,
  /** Status flags of a & b: CF, OF and AF clear. */
  AND_FLAGS8,
  AND_FLAGS16,
  AND_FLAGS32,
  AND_FLAGS64,
  /** SF, ZF, PF of a; others clear. */
  RESULT_FLAGS8,
  RESULT_FLAGS16,
  RESULT_FLAGS32,
  RESULT_FLAGS64,
  /** a shifted or rotated by b, masked as hardware masks it; RCL and RCR take flags c. */
  SHL8,
  SHL16,
  SHL32,
  SHL64,
  SHR8,
  SHR16,
  SHR32,
  SHR64,
  SAR8,
  SAR16,
  SAR32,
  SAR64,
  ROL8,
  ROL16,
  ROL32,
  ROL64,
  ROR8,
  ROR16,
  ROR32,
  ROR64,
  RCL8,
  RCL16,
  RCL32,
  RCL64,
  RCR8,
  RCR16,
  RCR32,
  RCR64,
  /** Status flags after shifting or rotating a by b, c being the flags before. */
  SHL_FLAGS8,
  SHL_FLAGS16,
  SHL_FLAGS32,
  SHL_FLAGS64,
  SHR_FLAGS8,
  SHR_FLAGS16,
  SHR_FLAGS32,
  SHR_FLAGS64,
  SAR_FLAGS8,
  SAR_FLAGS16,
  SAR_FLAGS32,
  SAR_FLAGS64,
  ROL_FLAGS8,
  ROL_FLAGS16,
  ROL_FLAGS32,
  ROL_FLAGS64,
  ROR_FLAGS8,
  ROR_FLAGS16,
  ROR_FLAGS32,
  ROR_FLAGS64,
  RCL_FLAGS8,
  RCL_FLAGS16,
  RCL_FLAGS32,
  RCL_FLAGS64,
  RCR_FLAGS8,
  RCR_FLAGS16,
  RCR_FLAGS32,
  RCR_FLAGS64,
  /** a shifted by c, filled from b. */
  SHLD16,
  SHLD32,
  SHLD64,
  SHRD16,
  SHRD32,
  SHRD64,
  /** Status flags for a count that is not 0. */
  SHLD_FLAGS16,
  SHLD_FLAGS32,
  SHLD_FLAGS64,
  SHRD_FLAGS16,
  SHRD_FLAGS32,
  SHRD_FLAGS64,
  /** Low half of the product. */
  MUL8,
  MUL16,
  MUL32,
  MUL64,
  /** High half, unsigned and signed. */
  MUL_HIGH8,
  MUL_HIGH16,
  MUL_HIGH32,
  MUL_HIGH64,
  IMUL_HIGH8,
  IMUL_HIGH16,
  IMUL_HIGH32,
  IMUL_HIGH64,
  MUL_FLAGS8,
  MUL_FLAGS16,
  MUL_FLAGS32,
  MUL_FLAGS64,
  IMUL_FLAGS8,
  IMUL_FLAGS16,
  IMUL_FLAGS32,
  IMUL_FLAGS64,
  /** Bit index in a; b if a is 0. */
  BSF16,
  BSF32,
  BSF64,
  BSR16,
  BSR32,
  BSR64,
  TZCNT16,
  TZCNT32,
  TZCNT64,
  LZCNT16,
  LZCNT32,
  LZCNT64,
  POPCNT16,
  POPCNT32,
  POPCNT64,
  /** CF and ZF of tzcnt, lzcnt: source a, result b. */
  COUNT_FLAGS16,
  COUNT_FLAGS32,
  COUNT_FLAGS64,
  /** Byte offset of the operand that holds bit index a of a bit string. */
  BIT_OFFSET16,
  BIT_OFFSET32,
  BIT_OFFSET64,
  /** The bit of index a. */
  BIT_MASK16,
  BIT_MASK32,
  BIT_MASK64,
  /** CF: bit b of a. */
  BT_FLAGS16,
  BT_FLAGS32,
  BT_FLAGS64,
  BSWAP16,
  BSWAP32,
  BSWAP64,
  BEXTR32,
  BEXTR64,
  BZHI32,
  BZHI64,
  /** Bits of a under mask b. */
  PDEP32,
  PDEP64,
  PEXT32,
  PEXT64,
  /** CRC-32C a with the bytes of b added. */
  CRC32_8,
  CRC32_16,
  CRC32_32,
  CRC32_64,
  /** What a string instruction adds to its pointers under flags a. */
  STEP8,
  STEP16,
  STEP32,
  STEP64,
  ZX8,
  ZX16,
  ZX32,
  SX8,
  SX16,
  SX32,
  /** Sign-extended to 32 bits, zero-extended to 64. */
  SX8_32,
  SX16_32,
  /** Bits 15..8. */
  HIGH8,
  /** a with its low (or second) part replaced by b. */
  INSERT8,
  INSERT_HIGH8,
  INSERT16,
  /** a + b * n + c. */
  ADDRESS1,
  ADDRESS2,
  ADDRESS4,
  ADDRESS8,
  /** a != 0 ? b : c. */
  SELECT,
  /** 1 or 0. */
  IS_ZERO,
  /** 1 if the condition holds in flags a, else 0; in encoding order. */
  COND_O,
  COND_NO,
  COND_B,
  COND_AE,
  COND_E,
  COND_NE,
  COND_BE,
  COND_A,
  COND_S,
  COND_NS,
  COND_P,
  COND_NP,
  COND_L,
  COND_GE,
  COND_LE,
  COND_G;

  private static final Fn[] ALL = values();

  /** The member of the family of first (its narrowest, of firstBits) for a width in bits. */
  public static Fn of(Fn first, int firstBits, int bits) {
    return ALL[
        first.ordinal()
            + Integer.numberOfTrailingZeros(bits)
            - Integer.numberOfTrailingZeros(firstBits)];
  }

  /** COND_O + cc. */
  static Fn condition(int cc) {
    return ALL[COND_O.ordinal() + cc];
  }

  /** The function's value; parameters that it does not take are ignored. */
  public long apply(long a, long b, long c) {
    return switch (this) {
      case ADD8 -> Alu.zx(8, a + b);
      case ADD16 -> Alu.zx(16, a + b);
      case ADD32 -> Alu.zx(32, a + b);
      case ADD64 -> Alu.zx(64, a + b);
      case ADD_FLAGS8 -> Alu.addFlags(8, a, b, a + b);
      case ADD_FLAGS16 -> Alu.addFlags(16, a, b, a + b);
      case ADD_FLAGS32 -> Alu.addFlags(32, a, b, a + b);
      case ADD_FLAGS64 -> Alu.addFlags(64, a, b, a + b);
      case SUB8 -> Alu.zx(8, a - b);
      case SUB16 -> Alu.zx(16, a - b);
      case SUB32 -> Alu.zx(32, a - b);
      case SUB64 -> Alu.zx(64, a - b);
      case SUB_FLAGS8 -> Alu.subFlags(8, a, b, a - b);
      case SUB_FLAGS16 -> Alu.subFlags(16, a, b, a - b);
      case SUB_FLAGS32 -> Alu.subFlags(32, a, b, a - b);
      case SUB_FLAGS64 -> Alu.subFlags(64, a, b, a - b);
      case ADC8 -> Alu.zx(8, a + b + (c & 1));
      case ADC16 -> Alu.zx(16, a + b + (c & 1));
      case ADC32 -> Alu.zx(32, a + b + (c & 1));
      case ADC64 -> Alu.zx(64, a + b + (c & 1));
      case ADC_FLAGS8 -> Alu.addFlags(8, a, b, a + b + (c & 1));
      case ADC_FLAGS16 -> Alu.addFlags(16, a, b, a + b + (c & 1));
      case ADC_FLAGS32 -> Alu.addFlags(32, a, b, a + b + (c & 1));
      case ADC_FLAGS64 -> Alu.addFlags(64, a, b, a + b + (c & 1));
      case SBB8 -> Alu.zx(8, a - b - (c & 1));
      case SBB16 -> Alu.zx(16, a - b - (c & 1));
      case SBB32 -> Alu.zx(32, a - b - (c & 1));
      case SBB64 -> Alu.zx(64, a - b - (c & 1));
      case SBB_FLAGS8 -> Alu.subFlags(8, a, b, a - b - (c & 1));
      case SBB_FLAGS16 -> Alu.subFlags(16, a, b, a - b - (c & 1));
      case SBB_FLAGS32 -> Alu.subFlags(32, a, b, a - b - (c & 1));
      case SBB_FLAGS64 -> Alu.subFlags(64, a, b, a - b - (c & 1));
      case AND8 -> Alu.zx(8, a & b);
      case AND16 -> Alu.zx(16, a & b);
      case AND32 -> Alu.zx(32, a & b);
      case AND64 -> Alu.zx(64, a & b);
      case OR8 -> Alu.zx(8, a | b);
      case OR16 -> Alu.zx(16, a | b);
      case OR32 -> Alu.zx(32, a | b);
      case OR64 -> Alu.zx(64, a | b);
      case XOR8 -> Alu.zx(8, a ^ b);
      case XOR16 -> Alu.zx(16, a ^ b);
      case XOR32 -> Alu.zx(32, a ^ b);
      case XOR64 -> Alu.zx(64, a ^ b);
      case ANDN8 -> Alu.zx(8, ~a & b);
      case ANDN16 -> Alu.zx(16, ~a & b);
      case ANDN32 -> Alu.zx(32, ~a & b);
      case ANDN64 -> Alu.zx(64, ~a & b);
      case NOT8 -> Alu.zx(8, ~a);
      case NOT16 -> Alu.zx(16, ~a);
      case NOT32 -> Alu.zx(32, ~a);
      case NOT64 -> Alu.zx(64, ~a);
      case AND_FLAGS8 -> Alu.szp(8, a & b);
      case AND_FLAGS16 -> Alu.szp(16, a & b);
      case AND_FLAGS32 -> Alu.szp(32, a & b);
      case AND_FLAGS64 -> Alu.szp(64, a & b);
      case RESULT_FLAGS8 -> Alu.szp(8, a);
      case RESULT_FLAGS16 -> Alu.szp(16, a);
      case RESULT_FLAGS32 -> Alu.szp(32, a);
      case RESULT_FLAGS64 -> Alu.szp(64, a);
      case SHL8 -> Alu.shl(8, a, b);
      case SHL16 -> Alu.shl(16, a, b);
      case SHL32 -> Alu.shl(32, a, b);
      case SHL64 -> Alu.shl(64, a, b);
      case SHR8 -> Alu.shr(8, a, b);
      case SHR16 -> Alu.shr(16, a, b);
      case SHR32 -> Alu.shr(32, a, b);
      case SHR64 -> Alu.shr(64, a, b);
      case SAR8 -> Alu.sar(8, a, b);
      case SAR16 -> Alu.sar(16, a, b);
      case SAR32 -> Alu.sar(32, a, b);
      case SAR64 -> Alu.sar(64, a, b);
      case ROL8 -> Alu.rol(8, a, b);
      case ROL16 -> Alu.rol(16, a, b);
      case ROL32 -> Alu.rol(32, a, b);
      case ROL64 -> Alu.rol(64, a, b);
      case ROR8 -> Alu.ror(8, a, b);
      case ROR16 -> Alu.ror(16, a, b);
      case ROR32 -> Alu.ror(32, a, b);
      case ROR64 -> Alu.ror(64, a, b);
      case RCL8 -> Alu.rcl(8, a, b, c);
      case RCL16 -> Alu.rcl(16, a, b, c);
      case RCL32 -> Alu.rcl(32, a, b, c);
      case RCL64 -> Alu.rcl(64, a, b, c);
      case RCR8 -> Alu.rcr(8, a, b, c);
      case RCR16 -> Alu.rcr(16, a, b, c);
      case RCR32 -> Alu.rcr(32, a, b, c);
      case RCR64 -> Alu.rcr(64, a, b, c);
      case SHL_FLAGS8 -> Alu.shlFlags(8, a, b, c);
      case SHL_FLAGS16 -> Alu.shlFlags(16, a, b, c);
      case SHL_FLAGS32 -> Alu.shlFlags(32, a, b, c);
      case SHL_FLAGS64 -> Alu.shlFlags(64, a, b, c);
      case SHR_FLAGS8 -> Alu.shrFlags(8, a, b, c);
      case SHR_FLAGS16 -> Alu.shrFlags(16, a, b, c);
      case SHR_FLAGS32 -> Alu.shrFlags(32, a, b, c);
      case SHR_FLAGS64 -> Alu.shrFlags(64, a, b, c);
      case SAR_FLAGS8 -> Alu.sarFlags(8, a, b, c);
      case SAR_FLAGS16 -> Alu.sarFlags(16, a, b, c);
      case SAR_FLAGS32 -> Alu.sarFlags(32, a, b, c);
      case SAR_FLAGS64 -> Alu.sarFlags(64, a, b, c);
      case ROL_FLAGS8 -> Alu.rolFlags(8, a, b, c);
      case ROL_FLAGS16 -> Alu.rolFlags(16, a, b, c);
      case ROL_FLAGS32 -> Alu.rolFlags(32, a, b, c);
      case ROL_FLAGS64 -> Alu.rolFlags(64, a, b, c);
      case ROR_FLAGS8 -> Alu.rorFlags(8, a, b, c);
      case ROR_FLAGS16 -> Alu.rorFlags(16, a, b, c);
      case ROR_FLAGS32 -> Alu.rorFlags(32, a, b, c);
      case ROR_FLAGS64 -> Alu.rorFlags(64, a, b, c);
      case RCL_FLAGS8 -> Alu.rclFlags(8, a, b, c);
      case RCL_FLAGS16 -> Alu.rclFlags(16, a, b, c);
      case RCL_FLAGS32 -> Alu.rclFlags(32, a, b, c);
      case RCL_FLAGS64 -> Alu.rclFlags(64, a, b, c);
      case RCR_FLAGS8 -> Alu.rcrFlags(8, a, b, c);
      case RCR_FLAGS16 -> Alu.rcrFlags(16, a, b, c);
      case RCR_FLAGS32 -> Alu.rcrFlags(32, a, b, c);
      case RCR_FLAGS64 -> Alu.rcrFlags(64, a, b, c);
      case SHLD16 -> Alu.shld(16, a, b, c);
      case SHLD32 -> Alu.shld(32, a, b, c);
      case SHLD64 -> Alu.shld(64, a, b, c);
      case SHRD16 -> Alu.shrd(16, a, b, c);
      case SHRD32 -> Alu.shrd(32, a, b, c);
      case SHRD64 -> Alu.shrd(64, a, b, c);
      case SHLD_FLAGS16 -> Alu.shldFlags(16, a, b, c);
      case SHLD_FLAGS32 -> Alu.shldFlags(32, a, b, c);
      case SHLD_FLAGS64 -> Alu.shldFlags(64, a, b, c);
      case SHRD_FLAGS16 -> Alu.shrdFlags(16, a, b, c);
      case SHRD_FLAGS32 -> Alu.shrdFlags(32, a, b, c);
      case SHRD_FLAGS64 -> Alu.shrdFlags(64, a, b, c);
      case MUL8 -> Alu.zx(8, a * b);
      case MUL16 -> Alu.zx(16, a * b);
      case MUL32 -> Alu.zx(32, a * b);
      case MUL64 -> Alu.zx(64, a * b);
      case MUL_HIGH8 -> Alu.mulHigh(8, a, b);
      case MUL_HIGH16 -> Alu.mulHigh(16, a, b);
      case MUL_HIGH32 -> Alu.mulHigh(32, a, b);
      case MUL_HIGH64 -> Alu.mulHigh(64, a, b);
      case IMUL_HIGH8 -> Alu.imulHigh(8, a, b);
      case IMUL_HIGH16 -> Alu.imulHigh(16, a, b);
      case IMUL_HIGH32 -> Alu.imulHigh(32, a, b);
      case IMUL_HIGH64 -> Alu.imulHigh(64, a, b);
      case MUL_FLAGS8 -> Alu.mulFlags(8, a, b);
      case MUL_FLAGS16 -> Alu.mulFlags(16, a, b);
      case MUL_FLAGS32 -> Alu.mulFlags(32, a, b);
      case MUL_FLAGS64 -> Alu.mulFlags(64, a, b);
      case IMUL_FLAGS8 -> Alu.imulFlags(8, a, b);
      case IMUL_FLAGS16 -> Alu.imulFlags(16, a, b);
      case IMUL_FLAGS32 -> Alu.imulFlags(32, a, b);
      case IMUL_FLAGS64 -> Alu.imulFlags(64, a, b);
      case BSF16 -> Alu.bsf(16, a, b);
      case BSF32 -> Alu.bsf(32, a, b);
      case BSF64 -> Alu.bsf(64, a, b);
      case BSR16 -> Alu.bsr(16, a, b);
      case BSR32 -> Alu.bsr(32, a, b);
      case BSR64 -> Alu.bsr(64, a, b);
      case TZCNT16 -> Alu.tzcnt(16, a);
      case TZCNT32 -> Alu.tzcnt(32, a);
      case TZCNT64 -> Alu.tzcnt(64, a);
      case LZCNT16 -> Alu.lzcnt(16, a);
      case LZCNT32 -> Alu.lzcnt(32, a);
      case LZCNT64 -> Alu.lzcnt(64, a);
      case POPCNT16 -> Long.bitCount(Alu.zx(16, a));
      case POPCNT32 -> Long.bitCount(Alu.zx(32, a));
      case POPCNT64 -> Long.bitCount(Alu.zx(64, a));
      case COUNT_FLAGS16 -> Alu.countFlags(16, a, b);
      case COUNT_FLAGS32 -> Alu.countFlags(32, a, b);
      case COUNT_FLAGS64 -> Alu.countFlags(64, a, b);
      case BIT_OFFSET16 -> Alu.bitOffset(16, a);
      case BIT_OFFSET32 -> Alu.bitOffset(32, a);
      case BIT_OFFSET64 -> Alu.bitOffset(64, a);
      case BIT_MASK16 -> 1L << (a & 15);
      case BIT_MASK32 -> 1L << (a & 31);
      case BIT_MASK64 -> 1L << (a & 63);
      case BT_FLAGS16 -> a >>> (b & 15) & 1;
      case BT_FLAGS32 -> a >>> (b & 31) & 1;
      case BT_FLAGS64 -> a >>> (b & 63) & 1;
      case BSWAP16 -> Alu.zx(16, Short.reverseBytes((short) a));
      case BSWAP32 -> Alu.zx(32, Integer.reverseBytes((int) a));
      case BSWAP64 -> Long.reverseBytes(a);
      case BEXTR32 -> Alu.bextr(32, a, b);
      case BEXTR64 -> Alu.bextr(64, a, b);
      case BZHI32 -> Alu.bzhi(32, a, b);
      case BZHI64 -> Alu.bzhi(64, a, b);
      case PDEP32 -> Long.expand(a, Alu.zx(32, b));
      case PDEP64 -> Long.expand(a, Alu.zx(64, b));
      case PEXT32 -> Long.compress(a, Alu.zx(32, b));
      case PEXT64 -> Long.compress(a, Alu.zx(64, b));
      case CRC32_8 -> Alu.crc32(8, a, b);
      case CRC32_16 -> Alu.crc32(16, a, b);
      case CRC32_32 -> Alu.crc32(32, a, b);
      case CRC32_64 -> Alu.crc32(64, a, b);
      case STEP8 -> (a & Flags.DF) != 0 ? -1 : 1;
      case STEP16 -> (a & Flags.DF) != 0 ? -2 : 2;
      case STEP32 -> (a & Flags.DF) != 0 ? -4 : 4;
      case STEP64 -> (a & Flags.DF) != 0 ? -8 : 8;
      case ZX8 -> a & 0xff;
      case ZX16 -> a & 0xffff;
      case ZX32 -> a & 0xffffffffL;
      case SX8 -> (byte) a;
      case SX16 -> (short) a;
      case SX32 -> (int) a;
      case SX8_32 -> (byte) a & 0xffffffffL;
      case SX16_32 -> (short) a & 0xffffffffL;
      case HIGH8 -> a >>> 8 & 0xff;
      case INSERT8 -> (a & ~0xffL) | (b & 0xff);
      case INSERT_HIGH8 -> (a & ~0xff00L) | (b & 0xff) << 8;
      case INSERT16 -> (a & ~0xffffL) | (b & 0xffff);
      case ADDRESS1 -> a + b + c;
      case ADDRESS2 -> a + b * 2 + c;
      case ADDRESS4 -> a + b * 4 + c;
      case ADDRESS8 -> a + b * 8 + c;
      case SELECT -> a != 0 ? b : c;
      case IS_ZERO -> a == 0 ? 1 : 0;
      case COND_O -> Alu.condition(0, a);
      case COND_NO -> Alu.condition(1, a);
      case COND_B -> Alu.condition(2, a);
      case COND_AE -> Alu.condition(3, a);
      case COND_E -> Alu.condition(4, a);
      case COND_NE -> Alu.condition(5, a);
      case COND_BE -> Alu.condition(6, a);
      case COND_A -> Alu.condition(7, a);
      case COND_S -> Alu.condition(8, a);
      case COND_NS -> Alu.condition(9, a);
      case COND_P -> Alu.condition(10, a);
      case COND_NP -> Alu.condition(11, a);
      case COND_L -> Alu.condition(12, a);
      case COND_GE -> Alu.condition(13, a);
      case COND_LE -> Alu.condition(14, a);
      case COND_G -> Alu.condition(15, a);
    };
  }
}

package fastpath.emulator.isa;

/**
 * The integer arithmetic of the instruction table. No other class implements this arithmetic. The
 * first parameter of a method is the width in bits (8, 16, 32, 64): operands are taken modulo
 * 2^width, and results are zero-extended. A method for flags returns status flags in their RFLAGS
 * positions.
 */
public final class Alu {
  private Alu() {}

  public static long zx(int w, long a) {
    return a & (-1L >>> (64 - w));
  }

  public static long sx(int w, long a) {
    return a << (64 - w) >> (64 - w);
  }

  /** Returns SF, ZF and PF of a result. */
  public static long szp(int w, long r) {
    long parity = (0x9669L >>> ((r ^ (r >>> 4)) & 15) & 1) << 2;
    return parity | (zx(w, r) == 0 ? Flags.ZF : 0) | (r >>> (w - 1) & 1) << 7;
  }

  /** Returns the flags of r = a + b (+ carry): SDM vol. 1, appendix A and ADD, ADC. */
  public static long addFlags(int w, long a, long b, long r) {
    long carry = ((a & b) | ((a | b) & ~r)) >>> (w - 1) & 1;
    long overflow = ((a ^ r) & (b ^ r)) >>> (w - 1) & 1;
    return carry | overflow << 11 | ((a ^ b ^ r) & Flags.AF) | szp(w, r);
  }

  /** Returns the flags of r = a - b (- borrow). */
  public static long subFlags(int w, long a, long b, long r) {
    long borrow = ((~a & b) | ((~a | b) & r)) >>> (w - 1) & 1;
    long overflow = ((a ^ b) & (a ^ r)) >>> (w - 1) & 1;
    return borrow | overflow << 11 | ((a ^ b ^ r) & Flags.AF) | szp(w, r);
  }

  /** Returns the count that a shift uses: modulo 64 for 64-bit operands, otherwise modulo 32. */
  public static int count(int w, long count) {
    return (int) count & (w == 64 ? 63 : 31);
  }

  public static long shl(int w, long a, long count) {
    return zx(w, a << count(w, count));
  }

  public static long shr(int w, long a, long count) {
    return zx(w, a) >>> count(w, count);
  }

  public static long sar(int w, long a, long count) {
    return zx(w, sx(w, a) >> count(w, count));
  }

  /**
   * Returns the flags of shl; {@code old} if the count is 0. AF, which is undefined, is cleared.
   */
  public static long shlFlags(int w, long a, long count, long old) {
    int n = count(w, count);
    if (n == 0) {
      return old;
    }
    long carry = n > w ? 0 : a >>> (w - n) & 1;
    long r = a << n;
    return carry | ((r >>> (w - 1) & 1) ^ carry) << 11 | szp(w, r);
  }

  public static long shrFlags(int w, long a, long count, long old) {
    int n = count(w, count);
    if (n == 0) {
      return old;
    }
    long carry = zx(w, a) >>> (n - 1) & 1;
    long r = zx(w, a) >>> n;
    return carry | ((r >>> (w - 1) ^ r >>> (w - 2)) & 1) << 11 | szp(w, r);
  }

  public static long sarFlags(int w, long a, long count, long old) {
    int n = count(w, count);
    if (n == 0) {
      return old;
    }
    return (sx(w, a) >> (n - 1) & 1) | szp(w, sx(w, a) >> n);
  }

  public static long rol(int w, long a, long count) {
    int n = count(w, count) % w;
    long x = zx(w, a);
    return n == 0 ? x : zx(w, x << n | x >>> (w - n));
  }

  public static long ror(int w, long a, long count) {
    return rol(w, a, w - count(w, count) % w);
  }

  /** Returns the flags of rol: CF and OF change unless the masked count is 0. */
  public static long rolFlags(int w, long a, long count, long old) {
    if (count(w, count) == 0) {
      return old;
    }
    long r = rol(w, a, count);
    return withCarryOverflow(old, r & 1, (r >>> (w - 1) ^ r) & 1);
  }

  public static long rorFlags(int w, long a, long count, long old) {
    if (count(w, count) == 0) {
      return old;
    }
    long r = ror(w, a, count);
    return withCarryOverflow(old, r >>> (w - 1) & 1, (r >>> (w - 1) ^ r >>> (w - 2)) & 1);
  }

  private static long withCarryOverflow(long old, long carry, long overflow) {
    return (old & ~(Flags.CF | Flags.OF)) | carry | overflow << 11;
  }

  /**
   * Rotates a and CF together, width + 1 bits, to the left by n bits, where n is 0 to the width.
   */
  private static long rotateThroughCarry(int w, long a, int n, long carry) {
    long x = zx(w, a);
    if (n == 0) {
      return x;
    }
    long low = n == 1 ? 0 : x >>> (w + 1 - n);
    long high = n == 64 ? 0 : x << n;
    return zx(w, high | (carry & 1) << (n - 1) | low);
  }

  public static long rcl(int w, long a, long count, long flags) {
    return rotateThroughCarry(w, a, count(w, count) % (w + 1), flags);
  }

  public static long rcr(int w, long a, long count, long flags) {
    int n = count(w, count) % (w + 1);
    return rotateThroughCarry(w, a, n == 0 ? 0 : w + 1 - n, flags);
  }

  public static long rclFlags(int w, long a, long count, long old) {
    int n = count(w, count) % (w + 1);
    if (n == 0) {
      return old;
    }
    long carry = zx(w, a) >>> (w - n) & 1;
    long r = rcl(w, a, count, old);
    return withCarryOverflow(old, carry, (r >>> (w - 1) ^ carry) & 1);
  }

  public static long rcrFlags(int w, long a, long count, long old) {
    int n = count(w, count) % (w + 1);
    if (n == 0) {
      return old;
    }
    long carry = zx(w, a) >>> (n - 1) & 1;
    long r = rcr(w, a, count, old);
    return withCarryOverflow(old, carry, (r >>> (w - 1) ^ r >>> (w - 2)) & 1);
  }

  /**
   * Returns a shifted left and filled from the top bits of b. For a width of 16 the result of a
   * count above 16 is undefined; here b is then followed by b again, as on AMD's CPUs.
   */
  public static long shld(int w, long a, long b, long count) {
    int n = count(w, count);
    if (n == 0) {
      return zx(w, a);
    }
    if (n > w) {
      return shld(w, b, b, n - w);
    }
    return zx(w, (n == w ? 0 : a << n) | zx(w, b) >>> (w - n));
  }

  public static long shrd(int w, long a, long b, long count) {
    int n = count(w, count);
    if (n == 0) {
      return zx(w, a);
    }
    if (n > w) {
      return shrd(w, b, b, n - w);
    }
    return zx(w, zx(w, a) >>> n | (n == w ? zx(w, b) : b << (w - n)));
  }

  /** Returns the flags of shld for a count other than 0. */
  public static long shldFlags(int w, long a, long b, long count) {
    int n = count(w, count);
    if (n == 0) {
      return 0;
    }
    long carry = n > w ? b >>> (2 * w - n) & 1 : a >>> (w - n) & 1;
    long r = shld(w, a, b, count);
    return carry | ((r ^ a) >>> (w - 1) & 1) << 11 | szp(w, r);
  }

  public static long shrdFlags(int w, long a, long b, long count) {
    int n = count(w, count);
    if (n == 0) {
      return 0;
    }
    long carry = n > w ? b >>> (n - w - 1) & 1 : a >>> (n - 1) & 1;
    long r = shrd(w, a, b, count);
    return carry | ((r ^ a) >>> (w - 1) & 1) << 11 | szp(w, r);
  }

  public static long mulHigh(int w, long a, long b) {
    return w == 64 ? Math.unsignedMultiplyHigh(a, b) : zx(w, zx(w, a) * zx(w, b) >>> w);
  }

  public static long imulHigh(int w, long a, long b) {
    return w == 64 ? Math.multiplyHigh(a, b) : zx(w, sx(w, a) * sx(w, b) >> w);
  }

  /** Returns CF and OF of mul: both are set if the high half of the product is not 0. */
  public static long mulFlags(int w, long a, long b) {
    return mulHigh(w, a, b) != 0 ? Flags.CF | Flags.OF : 0;
  }

  /** Returns CF and OF of imul: both are set if the product is not the sign-extended low half. */
  public static long imulFlags(int w, long a, long b) {
    long sign = sx(w, a * b) >> 63;
    return imulHigh(w, a, b) != zx(w, sign) ? Flags.CF | Flags.OF : 0;
  }

  /**
   * Returns the index of the lowest set bit of a; {@code old} if a is 0 (the SDM leaves the
   * destination undefined).
   */
  public static long bsf(int w, long a, long old) {
    long x = zx(w, a);
    return x == 0 ? old : Long.numberOfTrailingZeros(x);
  }

  public static long bsr(int w, long a, long old) {
    long x = zx(w, a);
    return x == 0 ? old : 63 - Long.numberOfLeadingZeros(x);
  }

  public static long tzcnt(int w, long a) {
    return Math.min(w, Long.numberOfTrailingZeros(zx(w, a)));
  }

  public static long lzcnt(int w, long a) {
    return Long.numberOfLeadingZeros(zx(w, a)) - (64 - w);
  }

  /** Returns the flags of tzcnt and lzcnt: CF if the source is 0, ZF if the result is 0. */
  public static long countFlags(int w, long a, long r) {
    return (zx(w, a) == 0 ? Flags.CF : 0) | (r == 0 ? Flags.ZF : 0);
  }

  /**
   * Returns the distance in bytes from a bit string's address to the operand that contains the bit
   * with a signed index.
   */
  public static long bitOffset(int w, long index) {
    int shift = 63 - Long.numberOfLeadingZeros(w);
    return (sx(w, index) >> shift) * (w / 8);
  }

  /**
   * Returns 1 if the condition with encoding number cc (SDM vol. 2, B.1.4.7) holds, otherwise 0.
   */
  public static long condition(int cc, long flags) {
    long value =
        switch (cc >> 1) {
          case 0 -> flags >>> 11;
          case 1 -> flags;
          case 2 -> flags >>> 6;
          case 3 -> flags >>> 6 | flags;
          case 4 -> flags >>> 7;
          case 5 -> flags >>> 2;
          case 6 -> flags >>> 7 ^ flags >>> 11;
          default -> flags >>> 6 | (flags >>> 7 ^ flags >>> 11);
        };
    return (value ^ cc) & 1;
  }

  /** Adds the bytes of src, of width w, to a CRC-32C (polynomial 11EDC6F41H, SDM CRC32). */
  public static long crc32(int w, long crc, long src) {
    int r = (int) crc;
    for (int i = 0; i < w; i += 8) {
      r ^= (int) (src >>> i) & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        r = (r >>> 1) ^ (0x82f63b78 & -(r & 1));
      }
    }
    return zx(32, r);
  }

  /**
   * Returns the bits start to start+length-1 of a, where control is start | length &lt;&lt; 8 (SDM
   * BEXTR).
   */
  public static long bextr(int w, long a, long control) {
    int start = (int) control & 0xff;
    int length = (int) (control >>> 8) & 0xff;
    long shifted = start >= w ? 0 : zx(w, a) >>> start;
    return length >= w ? shifted : shifted & ((1L << length) - 1);
  }

  /** Returns a with the bits from index (its low 8 bits) upwards cleared. */
  public static long bzhi(int w, long a, long index) {
    int n = (int) index & 0xff;
    return n >= w ? zx(w, a) : zx(w, a) & ((1L << n) - 1);
  }
}

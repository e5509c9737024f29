package fastpath.emulator.engine;

import fastpath.emulator.isa.Alu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import java.math.BigInteger;

/**
 * The instructions div and idiv (SDM vol. 2A), which divide a dividend of twice the operand width
 * and give quotient and remainder.
 */
public final class Division {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private long quotient;
  private long remainder;

  /** Returns the quotient, zero-extended. */
  public long quotient() {
    return quotient;
  }

  /** Returns the remainder, zero-extended. */
  public long remainder() {
    return remainder;
  }

  /**
   * @param bits operand width: 8, 16, 32 or 64; higher bits of the arguments are ignored
   * @throws GuestFault #DE if the divisor is 0 or the quotient does not fit the width
   */
  public void divide(long hi, long lo, long divisor, int bits, boolean signed) {
    if (Alu.zx(bits, divisor) == 0) {
      throw error("division by 0");
    }
    if (signed) {
      signed(hi, lo, Alu.sx(bits, divisor), bits);
    } else {
      unsigned(Alu.zx(bits, hi), Alu.zx(bits, lo), Alu.zx(bits, divisor), bits);
    }
    quotient = Alu.zx(bits, quotient);
    remainder = Alu.zx(bits, remainder);
  }

  private void unsigned(long hi, long lo, long divisor, int bits) {
    if (Long.compareUnsigned(hi, divisor) >= 0) {
      throw error("quotient too large");
    }
    if (bits < 64 || hi == 0) {
      long dividend = bits < 64 ? hi << bits | lo : lo;
      quotient = Long.divideUnsigned(dividend, divisor);
      remainder = Long.remainderUnsigned(dividend, divisor);
    } else {
      wide(big(hi).shiftLeft(64).add(big(lo)), big(divisor));
    }
  }

  private void signed(long hi, long lo, long divisor, int bits) {
    if (bits < 64 || hi == lo >> 63) {
      long dividend = bits < 64 ? Alu.sx(2 * bits, hi << bits | Alu.zx(bits, lo)) : lo;
      quotient = dividend / divisor;
      remainder = dividend % divisor;
      if (bits < 64
          ? Alu.sx(bits, quotient) != quotient
          : divisor == -1 && dividend == quotient && dividend != 0) {
        throw error("quotient too large");
      }
    } else {
      wide(BigInteger.valueOf(hi).shiftLeft(64).add(big(lo)), BigInteger.valueOf(divisor));
      BigInteger exact = BigInteger.valueOf(hi).shiftLeft(64).add(big(lo));
      if (exact.divide(BigInteger.valueOf(divisor)).bitLength() > 63) {
        throw error("quotient too large");
      }
    }
  }

  private void wide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] both = dividend.divideAndRemainder(divisor);
    quotient = both[0].longValue();
    remainder = both[1].longValue();
  }

  private static BigInteger big(long unsigned) {
    BigInteger b = BigInteger.valueOf(unsigned);
    return unsigned < 0 ? b.add(TWO_64) : b;
  }

  private static GuestFault error(String why) {
    return new GuestFault(Fault.Kind.DIVIDE, 0, 0, why);
  }
}

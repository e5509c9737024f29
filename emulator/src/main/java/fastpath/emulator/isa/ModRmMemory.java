package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Mem;

/** Reads memory operands (SDM vol. 2A, 2.1.5 tables 2-2 and 2-3, and 2.2.1.2). */
final class ModRmMemory {
  private static final int REX_X = 2;
  private static final int REX_B = 1;

  private final CodeBytes code;
  private final PrefixBytes prefixes;
  private final int modrm;
  private final int bits;
  private final int unit;

  private ModRmMemory(CodeBytes code, PrefixBytes prefixes, int modrm, int bits, int unit) {
    this.code = code;
    this.prefixes = prefixes;
    this.modrm = modrm;
    this.bits = bits;
    this.unit = unit;
  }

  /** Reads the memory operand of a ModRM byte below C0. */
  static Mem read(CodeBytes code, PrefixBytes prefixes, int modrm, int bits) {
    return new ModRmMemory(code, prefixes, modrm, bits, 1).read(false);
  }

  /**
   * Reads the memory operand of an instruction with EVEX or with a vector of indexes.
   *
   * @param unit unit in bytes by which a one-byte displacement is scaled (SDM vol. 2A, 2.7.5)
   * @param vector true if the index is a vector register, for which register number 4 is valid
   */
  static Mem read(
      CodeBytes code, PrefixBytes prefixes, int modrm, int bits, int unit, boolean vector) {
    return new ModRmMemory(code, prefixes, modrm, bits, unit).read(vector);
  }

  private Mem read(boolean vector) {
    int mod = modrm >> 6;
    int low = modrm & 7;
    int high = prefixes.rexBit(REX_B);
    int addressBits = prefixes.addressBits();
    boolean narrow = addressBits == 32;
    Reg base;
    Reg index = null;
    int scale = 1;
    if (low == 4) {
      int sib = code.next();
      scale = 1 << (sib >> 6);
      boolean noBase = (sib & 7) == 5 && mod == 0;
      base = noBase ? null : Reg.gpr(sib & 7 | high, addressBits);
      int number = sib >> 3 & 7 | prefixes.rexBit(REX_X);
      if (number != 4 || vector) {
        index = Reg.gpr(number, addressBits);
      } else if (scale != 1 || (noBase ? narrow : (sib & 7) != 4)) {
        index = narrow ? Reg.EIZ : Reg.RIZ;
      }
    } else if (low == 5 && mod == 0) {
      base = narrow ? Reg.EIP : Reg.RIP;
    } else {
      base = Reg.gpr(low | high, addressBits);
    }
    return displaced(mod, base, index, scale);
  }

  private Mem displaced(int mod, Reg base, Reg index, int scale) {
    boolean always = base == null || base.kind() == Reg.Kind.POINTER;
    int size = mod == 2 || always ? 4 : mod;
    long disp = size == 0 ? 0 : code.nextLong(size) * (size == 1 ? unit : 1);
    Reg segment = prefixes.override();
    int addressBits = prefixes.addressBits();
    Mem mem = new Mem(bits, segment, base, index, scale, disp, null, addressBits);
    return always || unit == 1 && Encoder.leastDisplacementBytes(mem) == size
        ? mem
        : new Mem(bits, segment, base, index, scale, disp, null, addressBits, size);
  }
}

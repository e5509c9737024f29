package fastpath.emulator.isa;

import fastpath.emulator.isa.ListedOperand.Bank;
import fastpath.emulator.isa.ListedOperand.Place;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** A random encoding of a listed row. */
final class ListedEncoding {
  private static final int IMMEDIATES = 8;

  private final ListedRow row;
  private final Random random;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean register;
  private boolean broadcasts;

  ListedEncoding(ListedRow row, Random random) {
    this.row = row;
    this.random = random;
    register = row.takes(true) && (!row.takes(false) || random.nextBoolean());
  }

  /** Returns the bytes of the instruction, followed by bytes that may be immediates. */
  byte[] bytes() {
    switch (row.space()) {
      case LEGACY -> legacy();
      case VEX -> vex(0xc4);
      case XOP -> vex(0x8f);
      case EVEX -> evex();
    }
    out.write(row.opcode());
    if (row.hasModrm()) {
      modrm();
    }
    for (int i = 0; i < IMMEDIATES; i++) {
      out.write(random.nextInt(4) == 0 ? random.nextInt(20) : random.nextInt(256));
    }
    return out.toByteArray();
  }

  private void legacy() {
    if (row.prefix() > 0) {
      out.write(row.prefix());
    }
    int rex = row.wide() > 0 ? 8 : 0;
    if (row.hasModrm() && row.modrm() < Encoding.FIXED) {
      rex |= extension(Place.REG, 4) | random.nextInt(2) << 1 | extension(Place.RM, 1);
    }
    if (rex != 0) {
      out.write(0x40 | rex);
    }
    switch (row.map()) {
      case 0 -> {}
      case 1 -> out.write(0x0f);
      case 2 -> out.writeBytes(new byte[] {0x0f, 0x38});
      default -> out.writeBytes(new byte[] {0x0f, 0x3a});
    }
  }

  /**
   * Returns a bit that extends a register number to 8 to 15, or 0 for register files that have only
   * eight registers.
   */
  private int extension(Place place, int bit) {
    return few(place) || random.nextBoolean() ? 0 : bit;
  }

  private boolean few(Place place) {
    return row.operands().stream()
        .anyMatch(o ->
            o.place() == place && (o.bank() == Bank.MASK || o.bank() == Bank.MMX) && isHere(o));
  }

  private boolean isHere(ListedOperand operand) {
    return operand.place() != Place.RM || register;
  }

  private int inverted() {
    int rxb = extension(Place.REG, 4) | random.nextInt(2) << 1 | extension(Place.RM, 1);
    return (rxb ^ 7) << 5;
  }

  private int vvvv() {
    return row.usesVvvv() ? 15 - random.nextInt(few(Place.VVVV) ? 8 : 16) : 15;
  }

  private int pp() {
    return switch (row.prefix()) {
      case 0x66 -> 1;
      case 0xf3 -> 2;
      case 0xf2 -> 3;
      default -> 0;
    };
  }

  private int wide() {
    return row.wide() < 0 ? random.nextInt(2) : row.wide();
  }

  private int length() {
    int most = row.space() == ListedRow.Space.EVEX ? 3 : 2;
    int length = random.nextInt(most);
    while ((row.lengths() >> length & 1) == 0) {
      length = (length + 1) % most;
    }
    return length;
  }

  private void vex(int first) {
    out.write(first);
    out.write(inverted() | row.map());
    out.write(wide() << 7 | vvvv() << 3 | length() << 2 | pp());
  }

  private void evex() {
    boolean gather = row.operands().stream().anyMatch(o -> o.index() != null);
    broadcasts =
        random.nextInt(3) == 0
            && (register ? row.rounds() : row.operands().stream().anyMatch(o -> o.broadcast() > 0));
    int mask = gather ? 1 + random.nextInt(7) : random.nextBoolean() ? 0 : random.nextInt(8);
    boolean zeroes = mask != 0 && !gather && random.nextInt(4) == 0;
    boolean highReg = !few(Place.REG) && vector(Place.REG) && random.nextBoolean();
    boolean highVvvv = (vector(Place.VVVV) || gather) && random.nextBoolean();
    out.write(0x62);
    out.write(inverted() | (highReg ? 0 : 0x10) | row.map());
    out.write(wide() << 7 | vvvv() << 3 | 4 | pp());
    out.write(
        (zeroes ? 0x80 : 0) | length() << 5 | (broadcasts ? 0x10 : 0) | (highVvvv ? 0 : 8) | mask);
  }

  private boolean vector(Place place) {
    return row.operands().stream()
        .anyMatch(o -> o.place() == place && o.bank() != null && o.bank().isVector());
  }

  private void modrm() {
    if (row.modrm() >= Encoding.FIXED) {
      boolean any = row.operands().stream().anyMatch(o -> o.place() == Place.OPCODE);
      out.write(row.modrm() - Encoding.FIXED + (any ? random.nextInt(8) : 0));
      return;
    }
    int reg = row.modrm() == Encoding.SLASH_R ? random.nextInt(8) : row.modrm();
    boolean gather = row.operands().stream().anyMatch(o -> o.index() != null);
    int mod = register ? 3 : random.nextInt(3);
    int rm = gather ? 4 : random.nextInt(8);
    out.write(mod << 6 | reg << 3 | rm);
    if (mod != 3 && rm == 4) {
      out.write(random.nextInt(256));
    }
  }
}

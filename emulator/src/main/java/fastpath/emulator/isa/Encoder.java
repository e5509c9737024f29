package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.Arrays;
import java.util.List;

/** Encodes instructions according to their rows. */
public final class Encoder {
  private final Insn insn;
  private final Form form;
  private final Encoding encoding;
  private final byte[] bytes = new byte[24];
  private int length;
  private Fixup[] fixups = {};

  private int rex;
  private boolean rexForbidden;
  private int reg;
  private int vvvv;
  private Operand rm;

  private Encoder(Insn insn, Form form) {
    this.insn = insn;
    this.form = form;
    this.encoding = form.encoding;
  }

  /**
   * Encodes an instruction at an address. A symbol is given a field of 4 bytes, or of 8 bytes in
   * movabs. A branch to a symbol is encoded with rel32 if the row has such a form. A branch to an
   * address gets the shortest encoding that reaches the address, unless the instruction was decoded
   * from a longer one.
   *
   * @throws IllegalArgumentException if an operand cannot be encoded, such as ah with a REX prefix
   *     or a target out of reach
   */
  public static Encoded encode(Insn insn, long address) {
    Form form = insn.form();
    if (form.longForm == null) {
      return new Encoder(insn, form).run(address);
    }
    Rel rel = (Rel) insn.operand(0);
    if (rel.symbol() != null) {
      return new Encoder(insn, form.longForm).run(address);
    }
    int size = new Encoder(insn, form).run(rel.target()).bytes().length;
    boolean reaches = Match.fitsSigned(rel.target() - (address + size), 8);
    return new Encoder(insn, reaches ? form : form.longForm).run(address);
  }

  /**
   * Returns the rel8 form of a jmp or jcc at address 0, with a 1-byte fixup if the target is a
   * symbol.
   *
   * @throws IllegalArgumentException if the instruction has no rel8 form
   */
  public static Encoded encodeShort(Insn insn) {
    Slot[] slots = insn.form().slots;
    if (slots.length != 1 || slots[0].place() != Slot.Place.REL || slots[0].bits() != 8) {
      throw new IllegalArgumentException("no short form: " + insn);
    }
    return new Encoder(insn, insn.form()).run(0);
  }

  private Encoded run(long address) {
    place();
    if (encoding.vex()) {
      legacyPrefixes(false);
      vex();
    } else {
      legacyPrefixes(true);
      opcode();
    }
    int immediates = immediateBytes();
    if (encoding.modrm() >= Encoding.FIXED) {
      put(encoding.modrm() - Encoding.FIXED);
    } else if (encoding.hasModrm()) {
      modrm(immediates);
    }
    immediates(address, immediates);
    return new Encoded(Arrays.copyOf(bytes, length), List.of(fixups));
  }

  /** Assigns the operands to the fields of the encoding, and determines REX. */
  private void place() {
    if (form.sizing == Form.Sizing.WIDTH && form.width == 64) {
      rex |= 0x48;
    }
    if (encoding.modrm() >= 0 && encoding.modrm() < 8) {
      reg = encoding.modrm();
    }
    for (int i = 0; i < form.slots.length; i++) {
      Operand operand = insn.operand(i);
      if (operand instanceof RegOp op) {
        place(form.slots[i].place(), op);
      } else if (operand instanceof Mem mem) {
        place(form.slots[i].place(), mem);
      }
    }
    for (String other : insn.prefixes().others()) {
      if (other.startsWith("rex")) {
        rex |= 0x40;
        for (int i = 4; i < other.length(); i++) {
          rex |= 8 >> "WRXB".indexOf(other.charAt(i));
        }
      }
    }
    if (rex != 0 && rexForbidden) {
      throw new IllegalArgumentException("ah, bh, ch, dh cannot be encoded here: " + insn);
    }
  }

  private void place(Slot.Place place, RegOp op) {
    Reg r = op.reg();
    rexForbidden |= r.kind() == Reg.Kind.HIGH;
    if (r.needsRex()) {
      rex |= 0x40;
    }
    switch (place) {
      case RM, RM_REGISTER -> {
        rm = op;
        rex |= r.number() > 7 ? 0x41 : 0;
      }
      case OPCODE -> {
        reg = r.number() & 7;
        rex |= r.number() > 7 ? 0x41 : 0;
      }
      case REG, CONTROL_REG, DEBUG_REG, SEGMENT_REG -> {
        reg = r.number() & 7;
        rex |= r.number() > 7 ? 0x44 : 0;
      }
      case VVVV -> vvvv = r.number();
      case FIXED -> {}
      case RM_MEMORY, IMM, UIMM, ONE, REL, MOFFS, STRING_SOURCE, STRING_DESTINATION ->
          throw new IllegalStateException(form.toString());
    }
  }

  private void place(Slot.Place place, Mem mem) {
    if (place == Slot.Place.RM || place == Slot.Place.RM_MEMORY) {
      rm = mem;
      rex |= mem.base() != null && mem.base().isGpr() && mem.base().number() > 7 ? 0x41 : 0;
      rex |= mem.index() != null && mem.index().number() > 7 ? 0x42 : 0;
    }
  }

  /** Writes prefixes in the order of GNU as: segment, 67, 66, F2 or F3, F0, REX. */
  private void legacyPrefixes(boolean all) {
    for (String other : insn.prefixes().others()) {
      if (!other.startsWith("rex")) {
        put(PrefixName.code(other));
      }
    }
    boolean address32 = encoding.addressSize() == 32;
    for (Operand operand : insn.operands()) {
      if (operand instanceof Mem mem) {
        if (mem.segment() != null) {
          put(PrefixName.code(mem.segment().att().substring(1)));
        }
        address32 |= mem.addressBits() == 32;
      }
    }
    if (address32) {
      put(0x67);
    }
    if (!all) {
      return;
    }
    if (form.sizing != Form.Sizing.ANY && form.width == 16) {
      put(0x66);
    }
    if (encoding.mandatory() != 0) {
      put(encoding.mandatory());
    }
    switch (insn.prefixes().repeat()) {
      case REP, REPE -> put(0xf3);
      case REPNE -> put(0xf2);
      case NONE -> {}
    }
    if (insn.prefixes().lock()) {
      put(0xf0);
    }
    if (rex != 0) {
      put(rex);
    }
  }

  private void opcode() {
    if (encoding.map() > 0) {
      put(0x0f);
    }
    if (encoding.map() > 1) {
      put(encoding.map() == 2 ? 0x38 : 0x3a);
    }
    put(encoding.opcodeRegister() ? encoding.opcode() + reg : encoding.opcode());
  }

  /**
   * Writes the three-byte VEX prefix, because the opcode maps of the rows have no two-byte form.
   * The format of the prefix is in SDM vol. 2A, 2.3.5.
   */
  private void vex() {
    put(0xc4);
    put((~rex & 7) << 5 | encoding.map());
    int pp =
        switch (encoding.mandatory()) {
          case 0x66 -> 1;
          case 0xf3 -> 2;
          case 0xf2 -> 3;
          default -> 0;
        };
    put((form.width == 64 ? 0x80 : 0) | (~vvvv & 15) << 3 | pp);
    put(encoding.opcode());
  }

  private int immediateBytes() {
    int sum = 0;
    for (int i = 0; i < form.slots.length; i++) {
      sum += fieldBytes(i);
    }
    return sum;
  }

  private int fieldBytes(int i) {
    Slot slot = form.slots[i];
    if (slot.place() == Slot.Place.MOFFS) {
      return ((Mem) insn.operand(i)).addressBits() / 8;
    }
    return slot.fieldBytes();
  }

  private void modrm(int immediates) {
    if (rm instanceof RegOp op) {
      put(0xc0 | reg << 3 | op.reg().number() & 7);
      return;
    }
    Mem mem = (Mem) rm;
    if (mem.ripRelative()) {
      put(reg << 3 | 5);
      displacement(mem, 4, true, immediates);
    } else if (mem.base() == null) {
      put(reg << 3 | 4);
      int index = mem.index() == null ? 4 : mem.index().number() & 7;
      put(scale(mem) << 6 | index << 3 | 5);
      displacement(mem, 4, false, immediates);
    } else {
      based(mem, immediates);
    }
  }

  private void based(Mem mem, int immediates) {
    int base = mem.base().number() & 7;
    int size = displacementBytes(mem);
    int mod = size == 0 ? 0 : size == 1 ? 0x40 : 0x80;
    if (mem.index() == null && base != 4) {
      put(mod | reg << 3 | base);
    } else {
      put(mod | reg << 3 | 4);
      int index = mem.index() == null ? 4 : mem.index().number() & 7;
      put(scale(mem) << 6 | index << 3 | base);
    }
    if (size > 0) {
      displacement(mem, size, false, immediates);
    }
  }

  /**
   * Returns the size of the displacement in bytes: 0, 1 or 4. A base of rbp or r13 always has a
   * displacement.
   */
  static int displacementBytes(Mem mem) {
    if (mem.symbol() != null) {
      return 4;
    }
    int least = leastDisplacementBytes(mem);
    return Math.max(least, mem.dispBytes());
  }

  static int leastDisplacementBytes(Mem mem) {
    if (mem.disp() == 0 && (mem.base().number() & 7) != 5) {
      return 0;
    }
    return Match.fitsSigned(mem.disp(), 8) ? 1 : 4;
  }

  private static int scale(Mem mem) {
    return Integer.numberOfTrailingZeros(mem.scale());
  }

  private void displacement(Mem mem, int size, boolean pcRelative, int immediates) {
    if (mem.symbol() != null) {
      boolean signed = mem.addressBits() == 64;
      fixup(size, pcRelative, signed, mem.symbol(), mem.disp(), size + immediates);
    } else {
      putLong(mem.disp(), size);
    }
  }

  private void immediates(long address, int remaining) {
    int left = remaining;
    for (int i = 0; i < form.slots.length; i++) {
      int size = fieldBytes(i);
      if (size == 0) {
        continue;
      }
      switch (insn.operand(i)) {
        case Imm imm -> immediate(form.slots[i], imm, size, left);
        case Rel rel -> relative(rel, size, address);
        case Mem mem -> {
          if (mem.symbol() != null) {
            fixup(size, false, false, mem.symbol(), mem.disp(), left);
          } else {
            putLong(mem.disp(), size);
          }
        }
        case RegOp op -> throw new IllegalStateException(form.toString());
      }
      left -= size;
    }
  }

  private void immediate(Slot slot, Imm imm, int size, int left) {
    if (imm.symbol() == null) {
      putLong(imm.value(), size);
    } else {
      boolean signed = slot.place() == Slot.Place.IMM && form.width > size * 8;
      fixup(size, false, signed, imm.symbol(), imm.value(), left);
    }
  }

  private void relative(Rel rel, int size, long address) {
    if (rel.symbol() != null) {
      fixup(size, true, true, rel.symbol(), rel.target(), size);
      return;
    }
    long distance = rel.target() - (address + length + size);
    distance = form.width == 16 ? (short) distance : distance;
    if (!Match.fitsSigned(distance, size * 8)) {
      throw new IllegalArgumentException(
          "target 0x" + Long.toHexString(rel.target()) + " is out of reach: " + form.mnemonic());
    }
    putLong(distance, size);
  }

  private void fixup(
      int size, boolean pcRelative, boolean signed, Symbolic symbol, long addend, int end) {
    fixups = Arrays.copyOf(fixups, fixups.length + 1);
    fixups[fixups.length - 1] = new Fixup(length, size, pcRelative, signed, symbol, addend, end);
    putLong(0, size);
  }

  private void put(int value) {
    bytes[length++] = (byte) value;
  }

  private void putLong(long value, int size) {
    for (int i = 0; i < size; i++) {
      put((int) (value >>> (8 * i)));
    }
  }
}

package fastpath.emulator.isa;

import fastpath.emulator.isa.IsaException.Reason;
import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Instructions from bytes, by tables indexed by opcode that come from the rows. */
public final class Decoder {
  /** SDM vol. 2A, 2.3.11: longer ones are #GP. */
  private static final int LONGEST = 15;

  private final byte[] code;
  private final int offset;
  private final int limit;
  private final long address;
  private int at;

  private final int[] prefixes = new int[LONGEST + 1];
  private int prefixCount;
  private boolean operandSize16;
  private boolean addressSize32;
  private boolean lock;
  private int repeat;
  private int segment;
  private int rex;
  private int rexUsed;
  private boolean vex;
  private boolean vexLong;
  private int vvvv;
  private int modrm = -1;

  private Decoder(byte[] code, int offset, int limit, long address) {
    this.code = code;
    this.offset = offset;
    this.limit = limit;
    this.address = address;
    this.at = offset;
  }

  /**
   * Decodes the instruction at code[offset]; bytes at limit and beyond are not looked at.
   *
   * @throws IsaException if it is none, is cut off by limit, or is of a set left out
   */
  public static Decoded decode(byte[] code, int offset, int limit, long address) {
    return new Decoder(code, offset, limit, address).run();
  }

  private Decoded run() {
    legacyPrefixes();
    int map = 0;
    int opcode = next();
    if (opcode == 0x62) {
      vex = true;
      map = next() & 7;
      at += 2;
      opcode = next();
      throw LeftOut.name(true, map, opcode) == null
          ? failure(Reason.NOT_AN_INSTRUCTION, "")
          : leftOut("avx512", map, opcode);
    }
    if (opcode == 0xc4 || opcode == 0xc5) {
      map = vexPrefix(opcode);
      opcode = next();
    } else if (opcode == 0x0f) {
      map = 1;
      opcode = next();
      if (opcode == 0x38 || opcode == 0x3a) {
        map = opcode == 0x38 ? 2 : 3;
        opcode = next();
      }
    }
    Form[] rows = map > 3 ? null : OpcodeTable.rows(vex, map, opcode);
    if (rows != null) {
      for (Form form : rows) {
        if (accepts(form)) {
          return finish(form, opcode);
        }
      }
    }
    String name = LeftOut.name(vex, map, opcode);
    if (name == null) {
      throw failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    throw leftOut(name, map, opcode);
  }

  /** Reads to the end of an instruction that the table leaves out. */
  private IsaException leftOut(String name, int map, int opcode) {
    boolean transaction = map == 0 && (opcode & 0xfe) == 0xc6;
    if (transaction && peek() != 0xf8 || map == 0 && opcode == 0xff && (peek() >> 3 & 7) == 7) {
      return failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    if (LeftOut.hasModrm(map, opcode)) {
      modrm = next();
      if (modrm < 0xc0) {
        memory(0);
      }
    }
    for (int i = LeftOut.immediateBytes(map, opcode); i > 0; i--) {
      next();
    }
    return failure(Reason.UNSUPPORTED, name);
  }

  private IsaException failure(Reason reason, String name) {
    int end = Math.min(Math.min(limit, offset + LONGEST), Math.max(at, offset + 1));
    return new IsaException(reason, name, address, Arrays.copyOfRange(code, offset, end));
  }

  private int next() {
    int value = peek();
    at++;
    return value;
  }

  private int peek() {
    if (at - offset >= LONGEST) {
      throw failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    if (at >= limit) {
      throw failure(Reason.TRUNCATED, "");
    }
    return code[at] & 0xff;
  }

  private long nextLong(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return Alu.sx(bytes * 8, value);
  }

  private void legacyPrefixes() {
    while (true) {
      int value = peek();
      if ((value & 0xf0) == 0x40) {
        rex = value;
        at++;
        int following = peek();
        if ((following & 0xf0) != 0x40 && !isLegacyPrefix(following)) {
          return;
        }
        rex = 0; // not the last prefix: ignored (SDM vol. 2A, 2.2.1)
        continue;
      }
      if (!isLegacyPrefix(value)) {
        return;
      }
      at++;
      prefixes[prefixCount++] = value;
      switch (value) {
        case 0x66 -> operandSize16 = true;
        case 0x67 -> addressSize32 = true;
        case 0xf0 -> lock = true;
        case 0xf2, 0xf3 -> repeat = value;
        case 0x64, 0x65 -> segment = value;
        default -> {} // the other segments are ignored in 64-bit mode, a following one too
      }
    }
  }

  private static boolean isLegacyPrefix(int value) {
    return switch (value) {
      case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3 -> true;
      default -> false;
    };
  }

  /** Returns the opcode map. A 66, F2, F3, F0 or REX before VEX is #UD (SDM vol. 2A, 2.3.2). */
  private int vexPrefix(int first) {
    if (operandSize16 || repeat != 0 || lock || rex != 0) {
      throw failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    vex = true;
    int second = next();
    int last = second;
    int map = 1;
    rex = 0x40 | (second >> 7 ^ 1) << 2;
    if (first == 0xc4) {
      last = next();
      rex |= (second >> 5 & 3 ^ 3) | last >> 7 << 3;
      map = second & 31;
    }
    vvvv = (last >> 3 & 15) ^ 15;
    operandSize16 = (last & 3) == 1;
    repeat = (last & 3) == 2 ? 0xf3 : (last & 3) == 3 ? 0xf2 : 0;
    vexLong = (last & 4) != 0;
    return map;
  }

  private boolean accepts(Form form) {
    Encoding encoding = form.encoding;
    if (!acceptsPrefixes(form, encoding) || !acceptsSize(form)) {
      return false;
    }
    if (encoding.addressSize() == 32 && !addressSize32) {
      return false;
    }
    if (!encoding.hasModrm()) {
      boolean nop = encoding.opcode() == 0x90 && !encoding.opcodeRegister() && encoding.map() == 0;
      return !(nop && (rex & 1) != 0);
    }
    if (modrm < 0) {
      modrm = peek();
    }
    if (encoding.modrm() >= Encoding.FIXED) {
      return encoding.modrm() - Encoding.FIXED == modrm;
    }
    return (encoding.modrm() < 0 || encoding.modrm() == (modrm >> 3 & 7)) && acceptsPlaces(form);
  }

  private boolean acceptsPrefixes(Form form, Encoding encoding) {
    int mandatory = encoding.mandatory();
    if (encoding.vex()) {
      boolean w = (rex & 8) != 0;
      return !vexLong && mandatory == (operandSize16 ? 0x66 : repeat) && w == (form.width == 64);
    }
    if (encoding.without() && (operandSize16 || repeat != 0)) {
      return false;
    }
    if (mandatory == 0x66) {
      return operandSize16 && repeat == 0;
    }
    return mandatory == 0 || mandatory == repeat;
  }

  private boolean acceptsSize(Form form) {
    boolean wide = (rex & 8) != 0;
    boolean narrow = operandSize16 && !wide && !form.mandatory66();
    return form.encoding.vex()
        || switch (form.sizing) {
          case ANY -> true;
          case WIDTH -> form.width == (wide ? 64 : narrow ? 16 : 32);
          case DEFAULT64 -> form.width == (narrow ? 16 : 64);
        };
  }

  private boolean acceptsPlaces(Form form) {
    boolean register = modrm >= 0xc0;
    int reg = modrm >> 3 & 7;
    for (Slot slot : form.slots) {
      boolean fits =
          switch (slot.place()) {
            case RM_REGISTER -> register || isControl(form);
            case RM_MEMORY -> !register;
            case SEGMENT_REG -> reg < 6 && (reg != 1 || form.encoding.opcode() == 0x8c);
            case CONTROL_REG -> controlExists(reg | (rex & 4) << 1);
            case DEBUG_REG -> (rex & 4) == 0;
            case RM,
                REG,
                OPCODE,
                VVVV,
                IMM,
                UIMM,
                FIXED,
                ONE,
                REL,
                MOFFS,
                STRING_SOURCE,
                STRING_DESTINATION ->
                true;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean controlExists(int number) {
    return number == 0 || number >= 2 && number <= 4 || number == 8;
  }

  /** Moves to and from control and debug registers ignore ModRM.mod (SDM MOV). */
  private static boolean isControl(Form form) {
    return form.encoding.map() == 1 && (form.encoding.opcode() & 0xfc) == 0x20;
  }

  private Decoded finish(Form form, int opcode) {
    Encoding encoding = form.encoding;
    if (encoding.hasModrm()) {
      at++;
    }
    Operand rm = encoding.hasModrm() && encoding.modrm() < Encoding.FIXED ? rm(form) : null;
    if (form.sizing == Form.Sizing.WIDTH) {
      rexUsed |= rex & 8;
    }
    List<Operand> operands = new ArrayList<>(form.slots.length);
    for (Slot slot : form.slots) {
      operands.add(operand(form, slot, opcode, rm));
    }
    Prefixes used = usedPrefixes(form, operands);
    if (lock && !(form.lockable && operands.get(0) instanceof Mem)) {
      throw failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    int length = at - offset;
    if (form.slots.length == 1 && form.slots[0].place() == Slot.Place.REL) {
      Rel rel = (Rel) operands.get(0);
      operands.set(0, new Rel(address + length + rel.target()));
    }
    byte[] bytes = Arrays.copyOfRange(code, offset, at);
    return new Decoded(address, length, bytes, new Insn(form, used, operands));
  }

  private Operand operand(Form form, Slot slot, int opcode, Operand rm) {
    return switch (slot.place()) {
      case RM, RM_REGISTER, RM_MEMORY -> rm;
      case REG -> {
        rexUsed |= rex & 4;
        yield new RegOp(register(modrm >> 3 & 7 | (rex & 4) << 1, slot.bits()));
      }
      case OPCODE -> {
        rexUsed |= rex & 1;
        yield new RegOp(register(opcode & 7 | (rex & 1) << 3, slot.bits()));
      }
      case VVVV -> new RegOp(Reg.gpr(vvvv, slot.bits()));
      case IMM -> new Imm(nextLong(slot.bits() / 8));
      case UIMM -> new Imm(Alu.zx(slot.bits(), nextLong(slot.bits() / 8)));
      case FIXED -> new RegOp(slot.fixed());
      case ONE -> new Imm(1);
      case REL -> new Rel(nextLong(slot.bits() / 8));
      case MOFFS -> {
        int bits = addressSize32 ? 32 : 64;
        long disp = nextLong(bits / 8);
        yield new Mem(slot.bits(), override(), null, null, 1, disp, null, bits);
      }
      case SEGMENT_REG -> new RegOp(Reg.of(Reg.Kind.SEGMENT, modrm >> 3 & 7));
      case CONTROL_REG -> {
        rexUsed |= rex & 4;
        yield new RegOp(Reg.of(Reg.Kind.CONTROL, modrm >> 3 & 7 | (rex & 4) << 1));
      }
      case DEBUG_REG -> new RegOp(Reg.of(Reg.Kind.DEBUG, modrm >> 3 & 7));
      case STRING_SOURCE ->
          Match.string(slot.bits(), slot.fixed(), override(), addressSize32 ? 32 : 64);
      case STRING_DESTINATION ->
          Match.string(slot.bits(), slot.fixed(), null, addressSize32 ? 32 : 64);
    };
  }

  /** Without REX, 8-bit registers 4..7 are ah, ch, dh, bh. */
  private Reg register(int number, int bits) {
    if (bits == 8) {
      rexUsed |= 0x40;
      if (rex == 0 && number >= 4) {
        return Reg.of(Reg.Kind.HIGH, number);
      }
    }
    return Reg.gpr(number, bits);
  }

  private Reg override() {
    return segment == 0x64 ? Reg.FS : segment == 0x65 ? Reg.GS : null;
  }

  private Operand rm(Form form) {
    int bits = 0;
    for (Slot slot : form.slots) {
      switch (slot.place()) {
        case RM, RM_REGISTER, RM_MEMORY -> bits = slot.bits();
        default -> {}
      }
    }
    if (modrm >= 0xc0 || isControl(form)) {
      rexUsed |= rex & 1;
      return new RegOp(register(modrm & 7 | (rex & 1) << 3, bits));
    }
    return memory(bits);
  }

  private Mem memory(int bits) {
    int mod = modrm >> 6;
    int low = modrm & 7;
    int addressBits = addressSize32 ? 32 : 64;
    Reg base = null;
    Reg index = null;
    int scale = 1;
    rexUsed |= rex & 1;
    if (low == 4) {
      rexUsed |= rex & 2;
      int sib = next();
      scale = 1 << (sib >> 6);
      int number = sib >> 3 & 7 | (rex & 2) << 2;
      low = sib & 7;
      boolean noBase = low == 5 && mod == 0;
      if (number != 4) {
        index = Reg.gpr(number, addressBits);
      } else if (scale != 1 || low != 4 && !noBase || addressSize32 && noBase) {
        index = addressSize32 ? Reg.EIZ : Reg.RIZ;
      }
      if (!noBase) {
        base = Reg.gpr(low | (rex & 1) << 3, addressBits);
      }
    } else if (low == 5 && mod == 0) {
      base = addressSize32 ? Reg.EIP : Reg.RIP;
    } else {
      base = Reg.gpr(low | (rex & 1) << 3, addressBits);
    }
    boolean full = mod == 2 || base == null || base.kind() == Reg.Kind.POINTER;
    int dispBytes = full ? 4 : mod;
    long disp = dispBytes == 0 ? 0 : nextLong(dispBytes);
    Mem mem = new Mem(bits, override(), base, index, scale, disp, null, addressBits);
    boolean natural = base == null || base.kind() == Reg.Kind.POINTER;
    return natural || Encoder.leastDisplacementBytes(mem) == dispBytes
        ? mem
        : new Mem(bits, override(), base, index, scale, disp, null, addressBits, dispBytes);
  }

  /** Tells prefixes in force from idle ones. */
  private Prefixes usedPrefixes(Form form, List<Operand> operands) {
    boolean idleRex = rex != 0 && !vex && ((rex ^ rexUsed) & 0x4f) != 0 && idleRex();
    if (prefixCount == 0 && !idleRex) {
      return Prefixes.NONE;
    }
    boolean memory = false;
    boolean segmented = false;
    for (Operand operand : operands) {
      if (operand instanceof Mem mem) {
        memory = true;
        segmented |= mem.segment() != null;
      }
    }
    Repeat repeats = repeats(form);
    boolean[] found = new boolean[256];
    List<String> others = new ArrayList<>();
    for (int i = prefixCount - 1; i >= 0; i--) {
      int code = prefixes[i];
      boolean last = !found[code];
      found[code] = true;
      boolean used =
          switch (code) {
            case 0x66 -> !vex && usesOperandSize(form);
            case 0x67 -> memory || form.addressSize() == 32;
            case 0xf0 -> true;
            case 0xf2, 0xf3 ->
                code == repeat && (repeats != Repeat.NONE || form.encoding.mandatory() == code);
            default -> segmented && code == segment;
          };
      if (!(used && last)) {
        others.add(0, idleName(form, code));
      }
    }
    if (idleRex) {
      others.add(rexName(rex));
    }
    return new Prefixes(lock, repeats, others);
  }

  private boolean idleRex() {
    return (rex & 15 & ~rexUsed) != 0 || rex == 0x40 && (rexUsed & 0x40) == 0;
  }

  private static String rexName(int rex) {
    StringBuilder name = new StringBuilder("rex");
    for (int i = 0; i < 4; i++) {
      if ((rex & 8 >> i) != 0) {
        name.append(name.length() == 3 ? "." : "").append("WRXB".charAt(i));
      }
    }
    return name.toString();
  }

  private boolean usesOperandSize(Form form) {
    return form.mandatory66() || form.sizing != Form.Sizing.ANY && form.width == 16;
  }

  private Repeat repeats(Form form) {
    if (repeat == 0 || form.repeat == Repeat.NONE) {
      return Repeat.NONE;
    }
    return repeat == 0xf2 ? Repeat.REPNE : form.repeat;
  }

  private static String idleName(Form form, int code) {
    boolean indirect = form.flow() == Flow.INDIRECT_JUMP || form.flow() == Flow.INDIRECT_CALL;
    boolean near = indirect || form.flow() != Flow.NEXT && form.flow() != Flow.STOP;
    if (code == 0x3e && indirect) {
      return "notrack";
    }
    boolean counts = (form.encoding.opcode() & 0xfc) == 0xe0 && form.encoding.map() == 0;
    if (code == 0xf2 && near && !counts) {
      return "bnd";
    }
    if (form.flow() == Flow.BRANCH && (code == 0x2e || code == 0x3e)) {
      return code == 0x2e ? "pn" : "pt";
    }
    return (code & 0xf0) == 0x40 ? rexName(code) : PrefixName.idle(code);
  }
}

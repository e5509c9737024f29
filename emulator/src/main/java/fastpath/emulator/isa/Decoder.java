package fastpath.emulator.isa;

import fastpath.emulator.isa.IsaException.Reason;
import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.List;

/** Decodes instructions with tables that are indexed by opcode and made from the rows. */
public final class Decoder {
  private static final int REX_W = 8;
  private static final int REX_R = 4;
  private static final int REX_B = 1;

  private final CpuProfile cpu;
  private final CodeBytes code;
  private final PrefixBytes prefixes;
  private final long address;
  private int modrm = -1;
  private boolean evex;

  private Decoder(CpuProfile cpu, CodeBytes code, long address) {
    this.cpu = cpu;
    this.code = code;
    this.prefixes = new PrefixBytes(code);
    this.address = address;
  }

  /**
   * Decodes the instruction at code[offset] as Intel's CPUs do, without reading bytes at limit and
   * beyond.
   *
   * @throws IsaException if the bytes are not an instruction, if limit cuts the instruction off, or
   *     if its extension is not supported
   */
  public static Decoded decode(byte[] code, int offset, int limit, long address) {
    return decode(CpuProfile.INTEL, code, offset, limit, address);
  }

  /** Decodes an instruction as a maker's CPUs do. */
  public static Decoded decode(CpuProfile cpu, byte[] code, int offset, int limit, long address) {
    return new Decoder(cpu, new CodeBytes(code, offset, limit, address), address).run();
  }

  private Decoded run() {
    int map = 0;
    int opcode = code.next();
    if (opcode == 0x62) {
      evex = true;
      map = code.next() & 7;
      code.skip(2);
      opcode = code.next();
      boolean exists = map != 0 && map != 4 && map != 7;
      throw exists ? leftOut("avx512", map, opcode) : code.failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    if (opcode == 0xc4 || opcode == 0xc5) {
      map = prefixes.readVex(code, opcode);
      opcode = code.next();
    } else if (opcode == 0x0f) {
      map = code.escapedMap();
      opcode = code.next();
    }
    Form[] rows = map > 3 ? null : OpcodeTable.of(cpu).rows(prefixes.vex, map, opcode);
    if (rows != null && !prefixes.illegal) {
      for (Form form : rows) {
        if (accepts(form)) {
          return finish(form, opcode);
        }
      }
    }
    String name = LeftOut.name(prefixes.vex, map, opcode);
    if (name == null) {
      throw code.failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    // An opcode with rows under VEX (BMI) has no other meaning under VEX: with another L, pp or
    // vvvv the instruction is #UD.
    boolean reserved = prefixes.illegal || prefixes.vex && rows != null;
    IsaException leftOut = leftOut(name, map, opcode);
    throw reserved ? code.failure(Reason.NOT_AN_INSTRUCTION, "") : leftOut;
  }

  /** Reads an instruction that the table leaves out to the instruction's end. */
  private IsaException leftOut(String name, int map, int opcode) {
    boolean transaction = map == 0 && (opcode & 0xfe) == 0xc6;
    if (transaction && code.peek() != 0xf8) {
      return code.failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    boolean escape = waitsForEscape(map, opcode);
    if (LeftOut.hasModrm(map, opcode) || escape) {
      modrm = code.next();
      if (modrm < 0xc0) {
        memory(0);
      }
    }
    for (int i = LeftOut.immediateBytes(map, opcode); i > 0; i--) {
      code.next();
    }
    boolean legacy = !prefixes.vex && !evex;
    if (legacy && (prefixes.lock || !LeftOut.exists(prefixes.mandatory(), map, opcode, modrm))) {
      return code.failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    return code.failure(Reason.UNSUPPORTED, name);
  }

  /**
   * The assembler's finit is fwait followed by fninit, which objdump lists as one instruction; the
   * fwait is skipped.
   */
  private boolean waitsForEscape(int map, int opcode) {
    boolean waits = map == 0 && opcode == 0x9b && !code.atEnd() && (code.peek() & 0xf8) == 0xd8;
    code.skip(waits ? 1 : 0);
    return waits;
  }

  private boolean accepts(Form form) {
    Encoding encoding = form.encoding;
    if (!prefixes.fit(form)) {
      return false;
    }
    if (!encoding.hasModrm()) {
      return !isExchange(encoding);
    }
    if (modrm < 0) {
      modrm = code.peek();
    }
    if (encoding.modrm() >= Encoding.FIXED) {
      return encoding.modrm() - Encoding.FIXED == modrm;
    }
    return (encoding.modrm() < 0 || encoding.modrm() == (modrm >> 3 & 7)) && acceptsPlaces(form);
  }

  /**
   * Distinguishes nop and pause: opcode 90 is xchg of r8 with REX.B, xchg of ax with 66 alone, and
   * pause after F3.
   */
  private boolean isExchange(Encoding encoding) {
    boolean ninety = encoding.opcode() == 0x90 && encoding.map() == 0 && !encoding.opcodeRegister();
    boolean extended = (prefixes.rex & REX_B) != 0;
    boolean pause = encoding.mandatory() == 0xf3;
    return ninety
        && (pause ? extended && cpu == CpuProfile.AMD : extended || prefixes.operandSize16);
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
            case CONTROL_REG -> controlExists(reg | (prefixes.rex & REX_R) << 1);
            case DEBUG_REG -> (prefixes.rex & REX_R) == 0;
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
      code.skip(1);
    }
    Operand rm = encoding.hasModrm() && encoding.modrm() < Encoding.FIXED ? rm(form) : null;
    if (form.sizing == Form.Sizing.WIDTH && !form.ignoresRexW) {
      prefixes.rexBit(REX_W);
    }
    List<Operand> operands = new ArrayList<>(form.slots.length);
    for (Slot slot : form.slots) {
      operands.add(operand(form, slot, opcode, rm));
    }
    Prefixes used = prefixes.used(form, operands);
    if (makesCr8(form)) {
      used = new Prefixes(false, used.repeat(), used.others());
    }
    boolean locks = form.lockable && operands.get(0) instanceof Mem;
    if (used.lock() && !locks) {
      throw code.failure(Reason.NOT_AN_INSTRUCTION, "");
    }
    int length = code.length();
    if (form.slots.length == 1 && form.slots[0].place() == Slot.Place.REL) {
      Rel rel = (Rel) operands.get(0);
      long target = address + length + rel.target();
      operands.set(0, new Rel(form.width == 16 ? Alu.zx(16, target) : target));
    }
    return new Decoded(address, length, code.read(), new Insn(form, used, operands), cpu);
  }

  /** True if the prefix F0 selects CR8, as on AMD's CPUs (APM vol. 3, MOV CRn). */
  private boolean makesCr8(Form form) {
    boolean cr0 = (modrm >> 3 & 7) == 0 && (prefixes.rex & REX_R) == 0;
    return prefixes.lock && form.lockMeansCr8 && cpu == CpuProfile.AMD && cr0;
  }

  private Operand operand(Form form, Slot slot, int opcode, Operand rm) {
    return switch (slot.place()) {
      case RM, RM_REGISTER, RM_MEMORY -> rm;
      case REG -> {
        int number = modrm >> 3 & 7 | prefixes.rexBit(REX_R);
        yield new RegOp(register(number, slot.bits()));
      }
      case OPCODE -> {
        int number = opcode & 7 | prefixes.rexBit(REX_B);
        yield new RegOp(register(number, slot.bits()));
      }
      case VVVV -> new RegOp(Reg.gpr(prefixes.vvvv, slot.bits()));
      case IMM -> new Imm(code.nextLong(slot.bits() / 8));
      case UIMM -> new Imm(Alu.zx(slot.bits(), code.nextLong(slot.bits() / 8)));
      case FIXED -> new RegOp(slot.fixed());
      case ONE -> new Imm(1);
      case REL -> new Rel(code.nextLong(slot.bits() / 8));
      case MOFFS -> {
        int bits = prefixes.addressBits();
        long disp = code.nextLong(bits / 8);
        yield new Mem(slot.bits(), prefixes.override(), null, null, 1, disp, null, bits);
      }
      case SEGMENT_REG -> new RegOp(Reg.of(Reg.Kind.SEGMENT, modrm >> 3 & 7));
      case CONTROL_REG -> {
        int number = modrm >> 3 & 7 | prefixes.rexBit(REX_R);
        yield new RegOp(Reg.of(Reg.Kind.CONTROL, makesCr8(form) ? 8 : number));
      }
      case DEBUG_REG -> new RegOp(Reg.of(Reg.Kind.DEBUG, modrm >> 3 & 7));
      case STRING_SOURCE ->
          Match.string(slot.bits(), slot.fixed(), prefixes.override(), prefixes.addressBits());
      case STRING_DESTINATION ->
          Match.string(slot.bits(), slot.fixed(), null, prefixes.addressBits());
    };
  }

  /** Without a REX prefix the 8-bit registers 4..7 are ah, ch, dh and bh. */
  private Reg register(int number, int bits) {
    return bits == 8 && !prefixes.rexPresent() && number >= 4
        ? Reg.of(Reg.Kind.HIGH, number)
        : Reg.gpr(number, bits);
  }

  private Operand rm(Form form) {
    int bits = 0;
    for (Slot slot : form.slots) {
      if (slot.place().isRm()) {
        bits = slot.bits();
      }
    }
    if (modrm >= 0xc0 || isControl(form)) {
      return new RegOp(register(modrm & 7 | prefixes.rexBit(REX_B), bits));
    }
    return memory(bits);
  }

  private Mem memory(int bits) {
    return ModRmMemory.read(code, prefixes, modrm, bits);
  }
}

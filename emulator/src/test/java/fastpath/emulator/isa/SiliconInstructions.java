package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random instructions of a row: operands of every kind, with prefixes that matter and prefixes that
 * do not.
 */
final class SiliconInstructions {
  private static final int[] IDLE = {
    0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3, 0x40, 0x41, 0x42, 0x44, 0x48
  };
  private static final Reg[] SEGMENTS = {Reg.ES, Reg.CS, Reg.SS, Reg.DS, Reg.FS, Reg.GS};
  private static final int TRIES = 100;

  private final CpuProfile cpu;
  private final Random random;

  SiliconInstructions(CpuProfile cpu, Random random) {
    this.cpu = cpu;
    this.random = random;
  }

  /** Code at an address; insn is null if the code must not be a valid instruction. */
  record Encoding(CpuProfile cpu, Insn insn, byte[] code, long address) {}

  /** Returns a random encoding of a row; null if none was found that decodes to the row. */
  Encoding of(Form form) {
    for (int i = 0; i < TRIES; i++) {
      long address = form.flow() == Flow.STOP ? amid() : address();
      try {
        byte[] code = Encoder.encode(insn(form, address), address).bytes();
        Encoding made = decoded(form, random.nextInt(4) == 0 ? prefixed(code) : code, address);
        if (made != null) {
          return made;
        }
      } catch (IllegalArgumentException unencodable) {
        // a high byte register with REX, or a target out of reach: try again
      }
    }
    return null;
  }

  /**
   * Returns an address mostly in the middle of the text, and sometimes one so close to its end that
   * the code ends at the end or beyond it.
   */
  private long address() {
    return switch (random.nextInt(24)) {
      case 0 -> SiliconMemory.TEXT_END - 1 - random.nextInt(16);
      case 1 -> SiliconMemory.TEXT + 4096 - random.nextInt(8);
      default -> amid();
    };
  }

  private long amid() {
    return SiliconMemory.TEXT + 256 + random.nextInt(SiliconMemory.TEXT_BYTES - 512);
  }

  /** Returns the encoding of a row; null if the bytes decode to another row. */
  private Encoding decoded(Form form, byte[] code, long address) {
    try {
      Decoded decoded = Decoder.decode(cpu, code, 0, code.length, address);
      boolean same =
          decoded.insn().form() == form
              && decoded.length() == code.length
              && !jumpsIntoItself(decoded);
      return same ? new Encoding(cpu, decoded.insn(), code, address) : null;
    } catch (IsaException e) {
      boolean refused = e.reason() == IsaException.Reason.NOT_AN_INSTRUCTION && code.length <= 15;
      // Near the end of the text, a CPU may reach the end before it detects an invalid instruction.
      boolean amid = address + CodeBytes.LONGEST <= SiliconMemory.TEXT_END;
      return refused && amid ? new Encoding(cpu, null, code, address) : null;
    }
  }

  private static boolean jumpsIntoItself(Decoded decoded) {
    for (Operand operand : decoded.insn().operands()) {
      if (operand instanceof Rel rel
          && rel.target() >= decoded.address()
          && rel.target() < decoded.next()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the code with additional prefixes: redundant, repeated or invalid ones. */
  private byte[] prefixed(byte[] code) {
    byte[] longer = code;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int prefix = IDLE[random.nextInt(IDLE.length)];
      byte[] with = new byte[longer.length + 1];
      with[0] = (byte) prefix;
      System.arraycopy(longer, 0, with, 1, longer.length);
      longer = with;
    }
    return longer;
  }

  private Insn insn(Form form, long address) {
    int addressBits = random.nextInt(8) == 0 ? 32 : 64;
    Reg segment = random.nextInt(8) > 0 ? null : random.nextBoolean() ? Reg.FS : Reg.GS;
    List<Operand> operands = new ArrayList<>();
    for (Slot slot : form.slots) {
      operands.add(operand(form, slot, address, addressBits, segment));
    }
    boolean memory = !operands.isEmpty() && operands.getFirst() instanceof Mem;
    boolean lock = form.lockable && memory && random.nextInt(3) == 0;
    Repeat repeat = form.repeat;
    if (repeat != Repeat.NONE) {
      repeat = random.nextInt(3) == 0 ? Repeat.NONE : random.nextBoolean() ? repeat : Repeat.REPNE;
    }
    return new Insn(form, new Prefixes(lock, repeat, List.of()), operands);
  }

  private Operand operand(Form form, Slot slot, long address, int addressBits, Reg segment) {
    return switch (slot.place()) {
      case RM -> random.nextInt(5) < 2 ? register(slot.bits()) : memory(slot, addressBits, segment);
      case RM_MEMORY -> memory(slot, addressBits, segment);
      case RM_REGISTER, REG, OPCODE, VVVV -> register(slot.bits());
      case IMM -> new Imm(Alu.sx(slot.bits(), new SiliconValues(random).any()));
      case UIMM -> new Imm(Alu.zx(slot.bits(), new SiliconValues(random).any()));
      case FIXED -> new RegOp(slot.fixed());
      case ONE -> new Imm(1);
      case REL -> {
        long target = relative(slot.bits(), address);
        yield new Rel(form.width == 16 ? Alu.zx(16, target) : target);
      }
      case MOFFS -> {
        long at = new SiliconValues(random).address();
        long disp = addressBits == 32 ? Alu.sx(32, at) : at;
        yield new Mem(slot.bits(), segment, null, null, 1, disp, null, addressBits);
      }
      case SEGMENT_REG -> new RegOp(SEGMENTS[random.nextInt(6)]);
      case CONTROL_REG -> new RegOp(Reg.CR0);
      case DEBUG_REG -> new RegOp(Reg.DR7);
      case STRING_SOURCE -> Match.string(slot.bits(), slot.fixed(), segment, addressBits);
      case STRING_DESTINATION -> Match.string(slot.bits(), slot.fixed(), null, addressBits);
    };
  }

  private long relative(int bits, long address) {
    if (bits == 8) {
      int distance = random.nextInt(200) - 100;
      return address + (distance < 0 ? distance : distance + 16);
    }
    return new SiliconValues(random).target(address, address + 16) & 0x3fffffff;
  }

  private RegOp register(int bits) {
    boolean high = bits == 8 && random.nextInt(5) == 0;
    return new RegOp(
        high ? Reg.of(Reg.Kind.HIGH, 4 + random.nextInt(4)) : Reg.gpr(random.nextInt(16), bits));
  }

  private Mem memory(Slot slot, int addressBits, Reg segment) {
    Reg base = random.nextInt(8) == 0 ? null : Reg.gpr(random.nextInt(16), addressBits);
    Reg index = random.nextBoolean() ? null : Reg.gpr(random.nextInt(16), addressBits);
    if (index != null && index.number() == 4) {
      index = null;
    }
    long disp =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> random.nextInt();
          default -> (byte) random.nextInt();
        };
    if (base == null && index == null) {
      boolean relative = random.nextBoolean();
      base = !relative ? null : addressBits == 32 ? Reg.EIP : Reg.RIP;
      // The displacement reaches the data from any place in the text.
      long at = SiliconMemory.DATA + 4000 + random.nextInt(9000);
      disp = relative ? at - SiliconMemory.TEXT - 4096 : at;
    }
    int scale = index == null ? 1 : 1 << random.nextInt(4);
    return new Mem(slot.bits(), segment, base, index, scale, disp, null, addressBits);
  }
}

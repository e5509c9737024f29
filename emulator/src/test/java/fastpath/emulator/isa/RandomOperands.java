package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random operands and prefixes that a row accepts: any register, any address, any immediate. */
final class RandomOperands {
  private final Random random;

  RandomOperands(Random random) {
    this.random = random;
  }

  /** Returns an instruction of the row, to be encoded near the address {@code here}. */
  Insn of(Form form, long here) {
    List<Operand> operands = new ArrayList<>();
    int addressBits = random.nextInt(4) == 0 ? 32 : 64;
    for (Slot slot : form.slots) {
      operands.add(operand(form, slot, here, addressBits));
    }
    boolean memory = !operands.isEmpty() && operands.getFirst() instanceof Mem;
    boolean lock = form.lockable && memory && random.nextBoolean();
    return new Insn(form, new Prefixes(lock, repeat(form), List.of()), operands);
  }

  private Repeat repeat(Form form) {
    return switch (form.repeat) {
      case NONE -> Repeat.NONE;
      case REP -> random.nextBoolean() ? Repeat.REP : Repeat.NONE;
      case REPE, REPNE ->
          random.nextInt(3) == 0 ? Repeat.NONE : random.nextBoolean() ? Repeat.REPE : Repeat.REPNE;
    };
  }

  private Operand operand(Form form, Slot slot, long here, int addressBits) {
    return switch (slot.place()) {
      case RM -> random.nextBoolean() ? register(slot) : memory(slot.bits(), addressBits);
      case RM_REGISTER, REG, OPCODE, VVVV -> register(slot);
      case RM_MEMORY -> memory(slot.bits(), addressBits);
      case IMM -> new Imm(Alu.sx(Math.min(slot.bits(), form.width), number()));
      case UIMM -> new Imm(Alu.zx(slot.bits(), number()));
      case FIXED -> new RegOp(slot.fixed());
      case ONE -> new Imm(1);
      case REL -> {
        long target = here + 16 + (slot.bits() == 8 ? random.nextInt(100) : number() >> 40);
        yield new Rel(form.width == 16 ? Alu.zx(16, target) : target);
      }
      case MOFFS ->
          new Mem(
              slot.bits(),
              segment(),
              null,
              null,
              1,
              Alu.sx(addressBits, number()),
              null,
              addressBits);
      case SEGMENT_REG -> new RegOp(Reg.of(Reg.Kind.SEGMENT, 2 + random.nextInt(4)));
      case CONTROL_REG -> new RegOp(Reg.of(Reg.Kind.CONTROL, 2 + random.nextInt(3)));
      case DEBUG_REG -> new RegOp(Reg.of(Reg.Kind.DEBUG, random.nextInt(8)));
      case STRING_SOURCE -> Match.string(slot.bits(), slot.fixed(), segment(), addressBits);
      case STRING_DESTINATION -> Match.string(slot.bits(), slot.fixed(), null, addressBits);
    };
  }

  private RegOp register(Slot slot) {
    boolean high = slot.bits() == 8 && slot.place() != Slot.Place.VVVV && random.nextInt(4) == 0;
    return new RegOp(
        high
            ? Reg.of(Reg.Kind.HIGH, 4 + random.nextInt(4))
            : Reg.gpr(random.nextInt(16), slot.bits()));
  }

  private Mem memory(int bits, int addressBits) {
    int kind = random.nextInt(8);
    long disp = Alu.sx(random.nextBoolean() ? 8 : 32, number());
    if (kind == 0) {
      Reg pointer = addressBits == 32 ? Reg.EIP : Reg.RIP;
      return new Mem(bits, segment(), pointer, null, 1, Alu.sx(32, disp), null, addressBits);
    }
    Reg base = kind == 1 ? null : Reg.gpr(random.nextInt(16), addressBits);
    int number = random.nextInt(16);
    Reg index = number == 4 || random.nextBoolean() ? null : Reg.gpr(number, addressBits);
    if (base == null && index == null && addressBits == 32) {
      index = Reg.EIZ; // the index that the bytes of such an address decode to, as in objdump
    }
    int scale = index == null || index == Reg.EIZ ? 1 : 1 << random.nextInt(4);
    long shown = random.nextInt(4) == 0 && base != null ? 0 : disp;
    return new Mem(bits, segment(), base, index, scale, shown, null, addressBits);
  }

  private Reg segment() {
    return switch (random.nextInt(6)) {
      case 0 -> Reg.FS;
      case 1 -> Reg.GS;
      default -> null;
    };
  }

  private long number() {
    return random.nextLong() >> random.nextInt(64);
  }
}

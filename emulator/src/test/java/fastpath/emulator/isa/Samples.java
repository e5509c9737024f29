package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.List;

/** Sample instructions of every row, with operands of every kind that the row accepts. */
final class Samples {
  /**
   * Distance in bytes of the addresses at which samples are encoded; targets and displacements suit
   * these addresses.
   */
  static final int SLOT = 16;

  private static final int[] REGISTERS = {0, 1, 3, 4, 5, 6, 7, 8, 12, 13, 15};

  private Samples() {}

  /**
   * Returns all samples of all rows that Intel's CPUs have; sample i is meant for address SLOT * i.
   */
  static List<Insn> all() {
    return all(CpuProfile.INTEL);
  }

  /** Returns all samples of all rows that a maker's CPUs have. */
  static List<Insn> all(CpuProfile cpu) {
    List<Insn> samples = new ArrayList<>();
    for (Form form : Isa.forms(cpu)) {
      samples.addAll(of(form));
    }
    return samples;
  }

  static List<Insn> of(Form form) {
    List<List<Operand>> choices = new ArrayList<>();
    int most = 1;
    for (Slot slot : form.slots) {
      choices.add(choices(form, slot));
      most = Math.max(most, choices.getLast().size());
    }
    List<Insn> samples = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      List<Operand> operands = new ArrayList<>();
      for (int k = 0; k < choices.size(); k++) {
        List<Operand> of = choices.get(k);
        operands.add(of.get((i + (of.size() == most ? 0 : 5 * k)) % of.size()));
      }
      if (!isNop(form, operands) && encodable(form, operands)) {
        samples.add(new Insn(form, Prefixes.NONE, operands));
        boolean memory = !operands.isEmpty() && operands.get(0) instanceof Mem;
        if (form.lockable && memory && i % 3 == 0) {
          samples.add(new Insn(form, Prefixes.LOCK, operands));
        }
        if (form.repeat != Repeat.NONE) {
          samples.add(new Insn(form, new Prefixes(false, form.repeat, List.of()), operands));
          if (form.repeat == Repeat.REPE) {
            samples.add(new Insn(form, Prefixes.REPNE, operands));
          }
        }
      }
    }
    return samples;
  }

  /** Returns true for an exchange of the accumulator with itself, whose opcode 90 is nop. */
  static boolean isNop(Form form, List<Operand> operands) {
    return form.encoding.opcode() == 0x90
        && form.width > 16
        && operands.size() == 2
        && operands.get(0).equals(operands.get(1));
  }

  /**
   * Returns true if the operands can be encoded together: the string operands of one instruction
   * share an address size.
   */
  private static boolean encodable(Form form, List<Operand> operands) {
    int address = 0;
    for (Operand operand : operands) {
      if (operand instanceof Mem mem) {
        if (address != 0 && address != mem.addressBits()) {
          return false;
        }
        address = mem.addressBits();
      }
    }
    try {
      Encoder.encode(new Insn(form, Prefixes.NONE, operands), 1 << 20);
      return true;
    } catch (IllegalArgumentException highByteWithRex) {
      return false;
    }
  }

  private static List<Operand> choices(Form form, Slot slot) {
    List<Operand> list = new ArrayList<>();
    switch (slot.place()) {
      case RM -> {
        registers(list, slot.bits());
        memory(list, slot.bits());
      }
      case RM_REGISTER, REG, OPCODE, VVVV -> registers(list, slot.bits());
      case RM_MEMORY -> memory(list, slot.bits());
      case IMM -> immediates(list, slot.bits(), form.width);
      case UIMM -> {
        list.add(new Imm(2));
        list.add(new Imm((1L << slot.bits()) - 1));
        list.add(new Imm(33));
      }
      case FIXED -> list.add(new RegOp(slot.fixed()));
      case ONE -> list.add(new Imm(1));
      case REL -> {
        // Targets of 16 bits lie below 64 KiB.
        long from = form.width == 16 ? 0 : 1 << 20;
        list.add(new Rel(from + 0x40));
        list.add(new Rel(form.width == 16 ? 0xffd0 : from - 0x30));
        if (slot.bits() == 32) {
          list.add(new Rel(0x1000));
        }
      }
      case MOFFS -> {
        list.add(new Mem(slot.bits(), null, null, null, 1, 0x1122334455667788L, null, 64));
        list.add(new Mem(slot.bits(), Reg.GS, null, null, 1, -4096, null, 64));
      }
      case SEGMENT_REG -> {
        for (Reg reg : new Reg[] {Reg.ES, Reg.DS, Reg.FS, Reg.GS, Reg.SS}) {
          list.add(new RegOp(reg));
        }
      }
      case CONTROL_REG -> {
        for (Reg reg : new Reg[] {Reg.CR0, Reg.CR2, Reg.CR3, Reg.CR4, Reg.CR8}) {
          list.add(new RegOp(reg));
        }
      }
      case DEBUG_REG -> list.add(new RegOp(Reg.DR7));
      case STRING_SOURCE -> {
        list.add(Match.string(slot.bits(), slot.fixed(), null, 64));
        list.add(Match.string(slot.bits(), slot.fixed(), Reg.GS, 64));
        list.add(Match.string(slot.bits(), slot.fixed(), null, 32));
      }
      case STRING_DESTINATION -> {
        list.add(Match.string(slot.bits(), slot.fixed(), null, 64));
        list.add(Match.string(slot.bits(), slot.fixed(), null, 64));
        list.add(Match.string(slot.bits(), slot.fixed(), null, 32));
      }
    }
    return list;
  }

  private static void registers(List<Operand> list, int bits) {
    for (int number : REGISTERS) {
      list.add(new RegOp(Reg.gpr(number, bits)));
    }
    if (bits == 8) {
      list.add(new RegOp(Reg.AH));
      list.add(new RegOp(Reg.BH));
    }
  }

  private static void memory(List<Operand> list, int bits) {
    list.add(Mem.of(bits, Reg.RAX, 0));
    list.add(Mem.of(bits, Reg.RSP, 8));
    list.add(Mem.of(bits, Reg.RBP, 0));
    list.add(Mem.of(bits, Reg.R13, -0x81));
    list.add(Mem.of(bits, Reg.R12, 0x7f));
    list.add(Mem.of(bits, Reg.RDI, 0x80));
    list.add(Mem.of(bits, Reg.RCX, Reg.RDX, 8, 0x12345678));
    list.add(Mem.of(bits, Reg.R14, Reg.R15, 1, -8));
    list.add(Mem.of(bits, Reg.RBP, Reg.R12, 2, 0));
    list.add(Mem.of(bits, null, Reg.RBX, 4, -64));
    list.add(Mem.of(bits, null, Reg.R9, 1, 0));
    list.add(Mem.of(bits, Reg.RIP, 0x100));
    list.add(Mem.of(bits, null, 0x1234));
    list.add(Mem.of(bits, null, 0xffffffff81000000L));
    list.add(Mem.of(bits, null, 0x28).withSegment(Reg.GS));
    list.add(Mem.of(bits, Reg.RAX, -0x20).withSegment(Reg.FS));
    list.add(new Mem(bits, null, Reg.EDX, Reg.R8D, 4, 4, null, 32));
  }

  private static void immediates(List<Operand> list, int bits, int width) {
    list.add(new Imm(2));
    list.add(new Imm(0x7f));
    list.add(new Imm(Alu.sx(width, -1)));
    list.add(new Imm(Alu.sx(width, -0x80)));
    if (bits > 8) {
      list.add(new Imm(0x1234));
      list.add(new Imm(Alu.sx(width, bits >= 32 ? -0x7fffffff : -0x7fff)));
    }
    if (bits == 64) {
      list.add(new Imm(0x1122334455667788L));
    }
  }
}

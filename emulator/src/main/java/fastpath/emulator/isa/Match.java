package fastpath.emulator.isa;

import fastpath.emulator.isa.Form.Sizing;
import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.util.ArrayList;
import java.util.List;

/** Finds the row that accepts given operands. */
final class Match {
  private Match() {}

  /** Returns an instruction in the first row that accepts the operands. */
  static Insn choose(List<Form> rows, Prefixes prefixes, List<Operand> operands, String mnemonic) {
    Insn found = null;
    for (Form form : rows) {
      Insn insn = form.decodeOnly ? null : fit(form, prefixes, operands);
      if (insn == null) {
        continue;
      }
      if (found == null) {
        found = insn;
        if (!sizeOpen(operands) || form.sizing == Sizing.DEFAULT64) {
          break;
        }
      } else if (memoryBits(insn) != memoryBits(found)) {
        throw new IllegalArgumentException(
            "operand size is not given: " + text(mnemonic, operands));
      }
    }
    if (found == null) {
      throw new IllegalArgumentException("no form of " + text(mnemonic, operands));
    }
    if (prefixes.lock() && !(found.form().lockable && found.operand(0) instanceof Mem)) {
      throw new IllegalArgumentException("lock is not allowed: " + text(mnemonic, operands));
    }
    return found;
  }

  private static String text(String mnemonic, List<Operand> operands) {
    StringBuilder text = new StringBuilder(mnemonic);
    for (int i = 0; i < operands.size(); i++) {
      text.append(i == 0 ? " " : ", ").append(AttOperand.source(operands.get(i)));
    }
    return text.append(operands.size() < 2 ? "" : " (destination first)").toString();
  }

  private static boolean sizeOpen(List<Operand> operands) {
    for (Operand operand : operands) {
      if (operand instanceof Mem mem && mem.bits() == 0) {
        return true;
      }
    }
    return false;
  }

  private static int memoryBits(Insn insn) {
    for (Operand operand : insn.operands()) {
      if (operand instanceof Mem mem) {
        return mem.bits();
      }
    }
    return 0;
  }

  /** Returns an instruction in the form if the form accepts the operands; otherwise null. */
  private static Insn fit(Form form, Prefixes prefixes, List<Operand> given) {
    List<Operand> operands = complete(form, given);
    if (operands.size() != form.slots.length) {
      return null;
    }
    List<Operand> fitted = fitAll(form, operands);
    if (fitted == null && form.commutes) {
      fitted = fitAll(form, List.of(operands.get(1), operands.get(0)));
    }
    if (fitted == null || isNop(form, fitted)) {
      return null;
    }
    return new Insn(form, prefixes, fitted);
  }

  /**
   * True for xchg %eax,%eax, which clears the upper half of rax, so that opcode 90 cannot encode
   * it.
   */
  private static boolean isNop(Form form, List<Operand> operands) {
    return form.encoding.opcode() == 0x90
        && form.width == 32
        && operands.size() == 2
        && operands.get(0).equals(operands.get(1));
  }

  /** Adds the operands that source text may omit. */
  private static List<Operand> complete(Form form, List<Operand> given) {
    int slots = form.slots.length;
    if (given.isEmpty() && slots > 0) {
      return implied(form);
    }
    if (given.size() != slots - 1) {
      return given;
    }
    List<Operand> all = new ArrayList<>(given);
    if (form.slots[slots - 1].place() == Slot.Place.ONE) {
      all.add(new Imm(1));
    } else if (form.firstTwice) {
      all.add(1, given.get(0));
    }
    return all;
  }

  private static List<Operand> implied(Form form) {
    List<Operand> operands = new ArrayList<>();
    for (Slot slot : form.slots) {
      if (slot.place() == Slot.Place.FIXED) {
        operands.add(new RegOp(slot.fixed()));
      } else if (slot.place().isString()) {
        operands.add(string(slot.bits(), slot.fixed(), null, 64));
      } else {
        return List.of();
      }
    }
    return operands;
  }

  /** Returns the memory operand of a string instruction. */
  static Mem string(int bits, Reg pointer, Reg segment, int addressBits) {
    Reg base = Reg.gpr(pointer.number(), addressBits);
    return new Mem(bits, segment, base, null, 1, 0, null, addressBits);
  }

  private static List<Operand> fitAll(Form form, List<Operand> operands) {
    List<Operand> fitted = new ArrayList<>(operands.size());
    for (int i = 0; i < form.slots.length; i++) {
      Operand operand = fit(form, form.slots[i], operands.get(i));
      if (operand == null) {
        return null;
      }
      fitted.add(operand);
    }
    return fitted;
  }

  private static Operand fit(Form form, Slot slot, Operand operand) {
    return switch (operand) {
      case RegOp op -> fitRegister(slot, op.reg()) ? op : null;
      case Mem mem -> fitMemory(slot, mem);
      case Imm imm -> fitImmediate(form, slot, imm);
      case Rel rel -> slot.place() == Slot.Place.REL ? rel : null;
    };
  }

  private static boolean fitRegister(Slot slot, Reg reg) {
    return switch (slot.place()) {
      case RM, RM_REGISTER, REG, OPCODE, VVVV -> reg.isGpr() && reg.bits() == slot.bits();
      case FIXED -> reg == slot.fixed();
      case SEGMENT_REG -> reg.kind() == Reg.Kind.SEGMENT;
      case CONTROL_REG -> reg.kind() == Reg.Kind.CONTROL;
      case DEBUG_REG -> reg.kind() == Reg.Kind.DEBUG;
      case RM_MEMORY, IMM, UIMM, ONE, REL, MOFFS, STRING_SOURCE, STRING_DESTINATION -> false;
    };
  }

  private static Mem fitMemory(Slot slot, Mem mem) {
    boolean place =
        switch (slot.place()) {
          case RM, RM_MEMORY -> mem.symbol() != null || fitsSigned(mem.disp(), 32);
          case MOFFS -> mem.base() == null && mem.index() == null;
          case STRING_SOURCE, STRING_DESTINATION -> isPointer(mem, slot.fixed());
          case RM_REGISTER,
              REG,
              OPCODE,
              VVVV,
              IMM,
              UIMM,
              FIXED,
              ONE,
              REL,
              SEGMENT_REG,
              CONTROL_REG,
              DEBUG_REG ->
              false;
        };
    boolean size = slot.bits() == 0 || mem.bits() == 0 || mem.bits() == slot.bits();
    return place && size ? mem.withBits(slot.bits()) : null;
  }

  private static boolean isPointer(Mem mem, Reg pointer) {
    return mem.base() != null
        && mem.base().isGpr()
        && mem.base().full() == pointer
        && mem.index() == null
        && mem.disp() == 0
        && mem.symbol() == null;
  }

  private static Imm fitImmediate(Form form, Slot slot, Imm imm) {
    long value = imm.value();
    return switch (slot.place()) {
      case ONE -> imm.symbol() == null && value == 1 ? imm : null;
      case UIMM ->
          imm.symbol() != null || fitsSigned(value, slot.bits()) || fitsUnsigned(value, slot.bits())
              ? imm.symbol() != null ? imm : new Imm(Alu.zx(slot.bits(), value))
              : null;
      case IMM -> {
        int width = form.width;
        if (imm.symbol() != null) {
          yield slot.bits() >= 32 || slot.bits() == width ? imm : null;
        }
        boolean inWidth = fitsSigned(value, width) || fitsUnsigned(value, width);
        long extended = Alu.sx(width, value);
        yield inWidth && fitsSigned(extended, slot.bits()) ? new Imm(extended) : null;
      }
      case RM,
          RM_REGISTER,
          RM_MEMORY,
          REG,
          OPCODE,
          VVVV,
          FIXED,
          REL,
          MOFFS,
          SEGMENT_REG,
          CONTROL_REG,
          DEBUG_REG,
          STRING_SOURCE,
          STRING_DESTINATION ->
          null;
    };
  }

  static boolean fitsSigned(long value, int bits) {
    return Alu.sx(bits, value) == value;
  }

  static boolean fitsUnsigned(long value, int bits) {
    return Alu.zx(bits, value) == value;
  }
}

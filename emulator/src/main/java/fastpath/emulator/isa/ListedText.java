package fastpath.emulator.isa;

import fastpath.emulator.isa.ListedOperand.Bank;
import fastpath.emulator.isa.ListedOperand.Place;
import fastpath.emulator.isa.ListedRow.Space;
import fastpath.emulator.isa.Operand.Mem;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the operands of an instruction with a listed row, and creates the text that objdump prints.
 */
final class ListedText {
  private static final int REX_W = 8;
  private static final int REX_R = 4;
  private static final int REX_X = 2;
  private static final int REX_B = 1;

  private final CodeBytes code;
  private final PrefixBytes prefixes;
  private final long address;
  private final ListedRow row;
  private final int modrm;
  private final boolean waits;
  private Mem memory;
  private int immediate = -1;
  private Long target;

  /**
   * Creates a reader that begins at the ModRM byte.
   *
   * @param modrm the ModRM byte, if the row has one
   * @param waits true if fwait precedes the instruction
   */
  ListedText(
      CodeBytes code, PrefixBytes prefixes, long address, ListedRow row, int modrm, boolean waits) {
    this.code = code;
    this.prefixes = prefixes;
    this.address = address;
    this.row = row;
    this.modrm = modrm;
    this.waits = waits;
  }

  /** Reads the instruction's remaining bytes and returns the instruction. */
  Listed listed() {
    code.skip(row.hasModrm() ? 1 : 0);
    List<Operand> memories = new ArrayList<>(1);
    for (ListedOperand operand : row.operands()) {
      if (operand.place() == Place.RM && modrm < 0xc0) {
        memory = readMemory(operand);
        memories.add(memory);
      }
    }
    prefixes.rexBit(row.wide() > 0 ? REX_W : 0);
    List<String> texts = new ArrayList<>();
    for (ListedOperand operand : row.operands()) {
      String text = text(operand);
      if (text != null) {
        texts.addFirst(text);
      }
    }
    if (row.space() == Space.EVEX && !texts.isEmpty()) {
      texts.addLast(texts.removeLast() + mask());
    }
    Prefixes used = prefixes.used(form(), memories);
    return new Listed(address, code.length(), mnemonic(), used, texts, target, reference());
  }

  private Mem readMemory(ListedOperand operand) {
    int unit = 1;
    if (row.space() == Space.EVEX) {
      boolean one = prefixes.evexB && operand.broadcast() > 0;
      unit = Math.max(8, one ? operand.broadcast() : operand.memoryBits(length())) / 8;
    }
    return ModRmMemory.read(code, prefixes, modrm, 1, unit, operand.index() != null);
  }

  /** Returns the vector length in bits. */
  private int length() {
    boolean rounding = prefixes.evexB && modrm >= 0xc0;
    return rounding ? 512 : 128 << Math.min(2, prefixes.vectorLength);
  }

  private Form form() {
    Encoding encoding =
        new Encoding(
            row.notation(),
            row.map(),
            row.opcode(),
            Math.max(0, row.prefix()),
            false,
            false,
            row.modrm(),
            false,
            row.space() != Space.LEGACY,
            0);
    return new Form(row.mnemonic(), encoding, new Slot[0], 0);
  }

  private String mnemonic() {
    String text = row.mnemonic();
    if (row.predicates() != null) {
      text = text.replace("*", row.predicates().text(immediate));
    }
    int suffix = text.indexOf('(');
    if (suffix > 0 && text.indexOf(' ') < 0) {
      String broadcast = text.substring(0, suffix);
      text = prefixes.evexB ? broadcast : broadcast + text.charAt(suffix + 1);
    }
    if (waits && text.startsWith("fn") && !text.equals("fnop")) {
      return "f" + text.substring(2);
    }
    boolean plain =
        row.evex()
            && !prefixes.evexB
            && prefixes.vectorLength < 2
            && prefixes.evexMask == 0
            && !prefixes.evexHighReg
            && !prefixes.evexHighVvvv
            && (modrm < 0xc0 || (prefixes.rex & REX_X) == 0);
    return plain ? "{evex} " + text : text.replace("{vex}", "{vex} ");
  }

  private String mask() {
    String text = prefixes.evexMask == 0 ? "" : "{%k" + prefixes.evexMask + "}";
    return prefixes.evexZeroes ? text + "{z}" : text;
  }

  /**
   * Returns the address of a memory operand relative to rip, which is printed after the operands;
   * null if there is none.
   */
  private Long reference() {
    return memory != null && memory.ripRelative()
        ? (Long) (address + code.length() + memory.disp())
        : null;
  }

  /** Returns the operand as AT&amp;T text; null if the operand is not printed. */
  private String text(ListedOperand operand) {
    boolean rounding = prefixes.evexB && modrm >= 0xc0;
    return switch (operand.place()) {
      case REG -> register(operand.bank(), modrm >> 3 & 7 | prefixes.rexBit(REX_R), true);
      case VVVV -> register(operand.bank(), vvvv(operand.bank()), false);
      case RM -> modrm < 0xc0 ? memory(operand) : rm(operand.bank());
      case IMMEDIATE_REGISTER -> register(operand.bank(), immediate() >> 4, false);
      case IMMEDIATE_LOW -> "$" + AttOperand.hex(immediate() & 15);
      case OPCODE -> "%st(" + (modrm & 7) + ")";
      case FIXED -> operand.fixed() < 0 ? "%st" : name(operand.bank(), operand.fixed());
      case IMMEDIATE -> {
        int bits = operand.fixed() * 8;
        yield "$" + AttOperand.hex(Alu.zx(bits, code.nextLong(operand.fixed())));
      }
      case RELATIVE -> {
        long offset = code.nextLong(operand.fixed());
        target = address + code.length() + offset;
        yield null;
      }
      case PREDICATE -> {
        immediate = code.next();
        yield row.predicates() == null || row.predicates().text(immediate).isEmpty()
            ? "$" + AttOperand.hex(immediate)
            : null;
      }
      case ROUNDING -> rounding ? rounding() : null;
      case NO_EXCEPTIONS -> rounding ? "{sae}" : null;
    };
  }

  private int immediate() {
    if (immediate < 0) {
      immediate = code.next();
    }
    return immediate;
  }

  private String rounding() {
    return switch (prefixes.vectorLength) {
      case 0 -> "{rn-sae}";
      case 1 -> "{rd-sae}";
      case 2 -> "{ru-sae}";
      default -> "{rz-sae}";
    };
  }

  private int vvvv(Bank bank) {
    boolean high = prefixes.evexHighVvvv && bank.isVector();
    return prefixes.vvvv + (high ? 16 : 0);
  }

  private String rm(Bank bank) {
    int number = modrm & 7 | prefixes.rexBit(REX_B);
    boolean high = row.space() == Space.EVEX && bank.isVector() && (prefixes.rex & REX_X) != 0;
    return register(bank, number + (high ? 16 : 0), false);
  }

  private String register(Bank bank, int number, boolean reg) {
    boolean high = reg && prefixes.evexHighReg && bank.isVector();
    return name(bank.at(length()), number + (high ? 16 : 0));
  }

  private static String name(Bank bank, int number) {
    return switch (bank) {
      case R16, R32, R64 -> Reg.gpr(number & 15, bank.bits()).att();
      case MMX, MASK -> "%" + bank.text() + (number & 7);
      case XMM, YMM, ZMM, VMM, HMM, X87 -> "%" + bank.text() + number;
    };
  }

  private String memory(ListedOperand operand) {
    Reg reg = memory.index();
    int high = prefixes.evexHighVvvv ? 16 : 0;
    String index =
        reg == null
            ? null
            : operand.index() == null
                ? reg.att()
                : name(operand.index().at(length()), reg.number() + high);
    String text = AttOperand.memory(memory, index);
    if (row.operands().size() == 1 && row.opcode() == 0xff && row.map() == 0) {
      return "*" + text;
    }
    return prefixes.evexB
        ? text + "{1to" + operand.memoryBits(length()) / operand.broadcast() + "}"
        : text;
  }
}

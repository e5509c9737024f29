package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Mem;
import java.util.ArrayList;
import java.util.List;

/**
 * The legacy, REX and VEX prefixes of an instruction, and which of these prefixes have an effect.
 */
final class PrefixBytes {
  boolean operandSize16;
  boolean addressSize32;
  boolean lock;

  /** The last of the prefixes F2 and F3; 0 if there is none. */
  int repeat;

  /** The last of the segment prefixes 64 and 65; 0 if there is none. */
  int segment;

  /** The REX byte 40..4F, or 0 if there is none; a VEX prefix sets the same bits. */
  int rex;

  boolean vex;

  /** True if a prefix that is not allowed precedes VEX: #UD, unless the instruction is too long. */
  boolean illegal;

  int vvvv;

  /** The field L of VEX, or L'L of EVEX: 0 for vectors of 128 bits, 1 for 256, 2 for 512. */
  int vectorLength;

  /** The bit EVEX.b: broadcast, or rounding. */
  boolean evexB;

  /** The bit EVEX.z: elements that the mask leaves out become 0. */
  boolean evexZeroes;

  /** The field EVEX.aaa: the number of the mask register. */
  int evexMask;

  /** The bit EVEX.R': ModRM.reg is a register from 16 to 31. */
  boolean evexHighReg;

  /** The bit EVEX.V': vvvv or the index is a register from 16 to 31. */
  boolean evexHighVvvv;

  private final int[] bytes = new int[CodeBytes.LONGEST + 1];
  private int count;
  private int rexUsed;

  /** Reads the legacy prefixes and REX. */
  PrefixBytes(CodeBytes code) {
    readLegacy(code);
  }

  /** Returns 66, F2 or F3 as a part of the opcode; F2 and F3 take precedence over 66. */
  int mandatory() {
    return repeat != 0 ? repeat : operandSize16 ? 0x66 : 0;
  }

  int addressBits() {
    return addressSize32 ? 32 : 64;
  }

  Reg override() {
    return segment == 0x64 ? Reg.FS : segment == 0x65 ? Reg.GS : null;
  }

  /** Returns a bit of REX as bit 3 of a register number; the bit then counts as used. */
  int rexBit(int bit) {
    rexUsed |= rex & bit;
    return (rex & bit) != 0 ? 8 : 0;
  }

  /** True if the instruction has a REX prefix, which changes the names of 8-bit registers. */
  boolean rexPresent() {
    rexUsed |= 0x40;
    return rex != 0;
  }

  private void readLegacy(CodeBytes code) {
    while (true) {
      int value = code.peek();
      if ((value & 0xf0) == 0x40) {
        rex = value;
        code.skip(1);
        int following = code.peek();
        if ((following & 0xf0) != 0x40 && !isLegacyPrefix(following)) {
          return;
        }
        rex = 0; // A REX that is not the last prefix is ignored (SDM vol. 2A, 2.2.1).
        continue;
      }
      if (!isLegacyPrefix(value)) {
        return;
      }
      code.skip(1);
      bytes[count++] = value;
      switch (value) {
        case 0x66 -> operandSize16 = true;
        case 0x67 -> addressSize32 = true;
        case 0xf0 -> lock = true;
        case 0xf2, 0xf3 -> repeat = value;
        case 0x64, 0x65 -> segment = value;
        default -> {} // Other segment prefixes are ignored in 64-bit mode, even after FS or GS.
      }
    }
  }

  static boolean isLegacyPrefix(int value) {
    return switch (value) {
      case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3 -> true;
      default -> false;
    };
  }

  /**
   * Reads a VEX prefix and returns the opcode map. A prefix 66, F2, F3, F0 or REX before VEX raises
   * #UD (SDM vol. 2A, 2.3.2).
   */
  int readVex(CodeBytes code, int first) {
    illegal = operandSize16 || repeat != 0 || lock || rex != 0;
    vex = true;
    int second = code.next();
    int last = second;
    int map = 1;
    rex = 0x40 | (second >> 7 ^ 1) << 2;
    if (first == 0xc4) {
      last = code.next();
      rex |= (second >> 5 & 3 ^ 3) | last >> 7 << 3;
      map = second & 31;
    }
    vvvv = (last >> 3 & 15) ^ 15;
    operandSize16 = (last & 3) == 1;
    repeat = (last & 3) == 2 ? 0xf3 : (last & 3) == 3 ? 0xf2 : 0;
    vectorLength = last >> 2 & 1;
    return map;
  }

  /**
   * Reads the EVEX prefix after its first byte 62, and returns the opcode map (SDM vol. 2A, 2.7.1).
   */
  int readEvex(CodeBytes code) {
    int p0 = code.next();
    int p1 = code.next();
    int p2 = code.next();
    illegal = operandSize16 || repeat != 0 || lock || rex != 0 || (p0 & 8) != 0 || (p1 & 4) == 0;
    vex = true;
    rex = 0x40 | (p0 >> 5 & 7 ^ 7) | (p1 & 0x80) >> 4;
    evexHighReg = (p0 & 0x10) == 0;
    vvvv = (p1 >> 3 & 15) ^ 15;
    operandSize16 = (p1 & 3) == 1;
    repeat = (p1 & 3) == 2 ? 0xf3 : (p1 & 3) == 3 ? 0xf2 : 0;
    evexZeroes = (p2 & 0x80) != 0;
    vectorLength = p2 >> 5 & 3;
    evexB = (p2 & 0x10) != 0;
    evexHighVvvv = (p2 & 8) == 0;
    evexMask = p2 & 7;
    return p0 & 7;
  }

  /** True if a row is compatible with these prefixes. */
  boolean fit(Form form) {
    Encoding encoding = form.encoding;
    boolean address = encoding.addressSize() == 0 || addressSize32;
    return address && fitMandatory(form, encoding) && fitSize(form);
  }

  private boolean fitMandatory(Form form, Encoding encoding) {
    int mandatory = encoding.mandatory();
    if (encoding.vex()) {
      boolean w = (rex & 8) != 0;
      return vectorLength == 0
          && mandatory == (operandSize16 ? 0x66 : repeat)
          && w == (form.width == 64)
          && (vvvv == 0 || form.usesVvvv());
    }
    if (encoding.without() && operandSize16
        || (encoding.without() || encoding.withoutRepeat()) && repeat != 0) {
      return false;
    }
    if (mandatory == 0x66) {
      return operandSize16 && repeat == 0;
    }
    // In the maps 0F 38 and 0F 3A the prefixes F2 and F3 select another opcode, or none.
    return mandatory == repeat || mandatory == 0 && (encoding.map() < 2 || repeat == 0);
  }

  private boolean fitSize(Form form) {
    boolean wide = (rex & 8) != 0;
    boolean narrow = operandSize16 && !wide && !form.mandatory66() && !form.ignores66;
    return form.encoding.vex()
        || switch (form.sizing) {
          case ANY -> true;
          case WIDTH -> form.width == (wide && !form.ignoresRexW ? 64 : narrow ? 16 : 32);
          case DEFAULT64 -> form.width == (narrow ? 16 : 64);
        };
  }

  /** Separates the prefixes that have an effect from those that are ignored. */
  Prefixes used(Form form, List<Operand> operands) {
    boolean idleRex = rex != 0 && !vex && ((rex ^ rexUsed) & 0x4f) != 0 && idleRex();
    if (count == 0 && !idleRex) {
      return Prefixes.NONE;
    }
    boolean string = hasStringSource(form);
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
    for (int i = count - 1; i >= 0; i--) {
      int code = bytes[i];
      boolean last = !found[code];
      found[code] = true;
      boolean used =
          switch (code) {
            case 0x66 -> !vex && usesOperandSize(form);
            case 0x67 -> memory || form.addressSize() == 32;
            case 0xf0 -> true;
            case 0xf2, 0xf3 ->
                code == repeat && (repeats != Repeat.NONE || form.encoding.mandatory() == code);
            default -> segmented ? code == segment : string && isFirstSegment(i);
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

  /** True if the row has a string source, whose text names the segment ds in any case. */
  private static boolean hasStringSource(Form form) {
    for (Slot slot : form.slots) {
      if (slot.place() == Slot.Place.STRING_SOURCE) {
        return true;
      }
    }
    return false;
  }

  /** True if no other segment prefix follows the prefix with index i. */
  private boolean isFirstSegment(int i) {
    for (int k = i + 1; k < count; k++) {
      if ((bytes[k] & 0xe7) == 0x26 || bytes[k] == 0x64 || bytes[k] == 0x65) {
        return false;
      }
    }
    return true;
  }

  private boolean idleRex() {
    return (rex & 15 & ~rexUsed) != 0 || rex == 0x40 && (rexUsed & 0x40) == 0;
  }

  static String rexName(int rex) {
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

package fastpath.codegen.asm;

import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.source.Loc;
import fastpath.emulator.dwarf.DwCfa;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Call-frame instructions of one function as bytes (DWARF 5, section 6.4.2), code alignment 1, data
 * alignment -8.
 */
final class CallFrameRules {
  static final int DATA_ALIGN = -8;

  private final SymbolResolver names;
  private final Deque<Long> remembered = new ArrayDeque<>();

  /**
   * The distance in bytes from the CFA to the register that defines it. Relative directives are
   * relative to this distance.
   */
  private long cfaOffset;

  CallFrameRules(SymbolResolver names) {
    this.names = names;
  }

  byte[] encode(Cfi cfi, Loc loc) {
    ByteSink out = new ByteSink();
    int reg = cfi.register();
    long off = cfi.offset();
    switch (cfi.kind()) {
      case DEF_CFA -> {
        cfaOffset = off;
        pick(out, off >= 0, DwCfa.DEF_CFA, DwCfa.DEF_CFA_SF).uleb(reg);
        number(out, off >= 0, off >= 0 ? off : off / DATA_ALIGN);
      }
      case DEF_CFA_OFFSET -> cfaOffset(out, off);
      case ADJUST_CFA_OFFSET -> cfaOffset(out, cfaOffset + off);
      case DEF_CFA_REGISTER -> out.u8(DwCfa.DEF_CFA_REGISTER).uleb(reg);
      case OFFSET -> offset(out, reg, off / DATA_ALIGN);
      case REL_OFFSET -> offset(out, reg, (off - cfaOffset) / DATA_ALIGN);
      case VAL_OFFSET -> {
        long n = off / DATA_ALIGN;
        pick(out, n >= 0, DwCfa.VAL_OFFSET, DwCfa.VAL_OFFSET_SF).uleb(reg);
        number(out, n >= 0, n);
      }
      case REGISTER -> out.u8(DwCfa.REGISTER).uleb(reg).uleb(off);
      case RESTORE -> {
        if (reg < 64) {
          out.u8(DwCfa.RESTORE | reg);
        } else {
          out.u8(DwCfa.RESTORE_EXTENDED).uleb(reg);
        }
      }
      case SAME_VALUE -> out.u8(DwCfa.SAME_VALUE).uleb(reg);
      case UNDEFINED -> out.u8(DwCfa.UNDEFINED).uleb(reg);
      case REMEMBER_STATE -> {
        remembered.push(cfaOffset);
        out.u8(DwCfa.REMEMBER_STATE);
      }
      case RESTORE_STATE -> {
        if (remembered.isEmpty()) {
          throw names.error(loc, "CFI state restore without previous remember");
        }
        cfaOffset = remembered.pop();
        out.u8(DwCfa.RESTORE_STATE);
      }
      case ESCAPE -> cfi.bytes().forEach(e -> out.u8((int) names.number(e, null, loc, "escape")));
      case STARTPROC, STARTPROC_SIMPLE, ENDPROC, SIGNAL_FRAME, RETURN_COLUMN, PERSONALITY, LSDA ->
          throw new IllegalArgumentException(cfi.kind() + " is no rule");
    }
    return out.toByteArray();
  }

  private static ByteSink pick(ByteSink out, boolean unsigned, int opcode, int signedOpcode) {
    return out.u8(unsigned ? opcode : signedOpcode);
  }

  private static void number(ByteSink out, boolean unsigned, long n) {
    if (unsigned) {
      out.uleb(n);
    } else {
      out.sleb(n);
    }
  }

  private void cfaOffset(ByteSink out, long off) {
    cfaOffset = off;
    pick(out, off >= 0, DwCfa.DEF_CFA_OFFSET, DwCfa.DEF_CFA_OFFSET_SF);
    number(out, off >= 0, off >= 0 ? off : off / DATA_ALIGN);
  }

  private static void offset(ByteSink out, int reg, long factored) {
    if (factored < 0) {
      out.u8(DwCfa.OFFSET_EXTENDED_SF).uleb(reg).sleb(factored);
    } else if (reg < 64) {
      out.u8(DwCfa.OFFSET | reg).uleb(factored);
    } else {
      out.u8(DwCfa.OFFSET_EXTENDED).uleb(reg).uleb(factored);
    }
  }
}

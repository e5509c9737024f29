package fastpath.codegen.asm;

import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.obj.ObjReloc;
import fastpath.codegen.obj.ObjSection;
import fastpath.codegen.source.Loc;
import fastpath.emulator.dwarf.DwCfa;
import fastpath.emulator.dwarf.DwEhPe;
import fastpath.emulator.elf.RelocationType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Builds the unwind table from call-frame directives, as GNU as does (gas/dw2gencfi.c): version 1,
 * augmentation zR, code alignment 1, data alignment -8, return address in register 16. Rules that
 * precede a function's first instruction are part of its CIE.
 */
final class EhFrame {
  private static final int RSP = 7;
  private static final int RETURN_ADDRESS = 16;
  private static final int PCREL_SDATA4 = DwEhPe.PCREL | DwEhPe.SDATA4;

  /**
   * A call frame rule and the mark at which the rule takes effect. The bytes are the rule's
   * encoding; null for an advance to the mark.
   */
  private record Step(Frag.Mark to, byte[] bytes, boolean splits) {}

  private static final class Fde {
    Frag.Mark start;
    Frag.Mark end;
    boolean signal;
    int returnColumn = RETURN_ADDRESS;
    int personalityEncoding = DwEhPe.OMIT;
    RelocatableExpr personality;
    int lsdaEncoding = DwEhPe.OMIT;
    RelocatableExpr lsda;
    final List<Step> steps = new ArrayList<>();
    Frag.Mark last;
    final CallFrameRules rules;

    Fde(CallFrameRules rules) {
      this.rules = rules;
    }

    void rule(Cfi cfi, Loc loc) {
      boolean splits = cfi.kind() == Cfi.Kind.REMEMBER_STATE || cfi.kind() == Cfi.Kind.ESCAPE;
      steps.add(new Step(null, rules.encode(cfi, loc), splits));
    }

    /** Returns the number of leading rules that belong to the CIE. */
    int initial() {
      int n = 0;
      while (n < steps.size() && !steps.get(n).splits) {
        n++;
      }
      return n;
    }
  }

  private record Cie(Fde model, int steps, int offset) {
    boolean serves(Fde f) {
      if (f.signal != model.signal
          || f.returnColumn != model.returnColumn
          || f.personalityEncoding != model.personalityEncoding
          || f.lsdaEncoding != model.lsdaEncoding
          || !Objects.equals(f.personality, model.personality)
          || f.initial() < steps) {
        return false;
      }
      for (int i = 0; i < steps; i++) {
        if (!Arrays.equals(f.steps.get(i).bytes, model.steps.get(i).bytes)) {
          return false;
        }
      }
      return true;
    }
  }

  private final SymbolResolver names;
  private final List<Fde> fdes = new ArrayList<>();
  private Fde current;
  private Loc opened;

  EhFrame(SymbolResolver names) {
    this.names = names;
  }

  boolean isEmpty() {
    return fdes.isEmpty() && current == null;
  }

  void add(Cfi cfi, Frag.Mark at, Loc loc) {
    if (cfi.kind() == Cfi.Kind.STARTPROC || cfi.kind() == Cfi.Kind.STARTPROC_SIMPLE) {
      open(cfi, at, loc);
      return;
    }
    if (current == null) {
      throw names.error(loc, "CFI instruction used without previous .cfi_startproc");
    }
    switch (cfi.kind()) {
      case ENDPROC -> {
        current.end = at;
        fdes.add(current);
        current = null;
      }
      case SIGNAL_FRAME -> current.signal = true;
      case RETURN_COLUMN -> current.returnColumn = cfi.register();
      case PERSONALITY -> {
        current.personalityEncoding = (int) cfi.offset();
        current.personality = cfi.symbol();
      }
      case LSDA -> {
        current.lsdaEncoding = (int) cfi.offset();
        current.lsda = cfi.symbol();
      }
      case STARTPROC, STARTPROC_SIMPLE, DEF_CFA, DEF_CFA_OFFSET -> rule(cfi, at, loc);
      case DEF_CFA_REGISTER, ADJUST_CFA_OFFSET, OFFSET -> rule(cfi, at, loc);
      case REL_OFFSET, VAL_OFFSET, REGISTER, RESTORE, SAME_VALUE -> rule(cfi, at, loc);
      case UNDEFINED, REMEMBER_STATE, RESTORE_STATE, ESCAPE -> rule(cfi, at, loc);
    }
  }

  private void open(Cfi cfi, Frag.Mark at, Loc loc) {
    if (current != null) {
      throw names.error(loc, "previous CFI entry not closed (missing .cfi_endproc)");
    }
    current = new Fde(new CallFrameRules(names));
    current.start = at;
    opened = loc;
    current.last = at;
    if (cfi.kind() == Cfi.Kind.STARTPROC) {
      current.rule(Cfi.of(Cfi.Kind.DEF_CFA, RSP, 8), loc);
      current.rule(Cfi.of(Cfi.Kind.OFFSET, RETURN_ADDRESS, -8), loc);
    }
  }

  private void rule(Cfi cfi, Frag.Mark at, Loc loc) {
    if (!at.equals(current.last)) {
      current.steps.add(new Step(at, null, true));
      current.last = at;
    }
    current.rule(cfi, loc);
  }

  /** Fills the section after all addresses have been assigned. */
  void write(ObjSection section, ObjSymbols symbols) {
    if (current != null) {
      throw names.error(opened, "open CFI at the end of file; missing .cfi_endproc directive");
    }
    ByteSink out = new ByteSink().bytes(section.data);
    List<Cie> cies = new ArrayList<>();
    for (int i = 0; i < fdes.size(); i++) {
      Fde f = fdes.get(i);
      Cie cie = cies.stream().filter(c -> c.serves(f)).findFirst().orElse(null);
      if (cie == null) {
        cie = new Cie(f, f.initial(), out.size());
        cies.add(cie);
        cie(out, f, cie.steps, section, symbols);
      }
      fde(out, f, cie, i == fdes.size() - 1 ? 8 : 4, section, symbols);
    }
    section.align = Math.max(section.align, 8);
    section.setData(out.toByteArray());
  }

  private void cie(ByteSink out, Fde f, int steps, ObjSection section, ObjSymbols symbols) {
    final int start = out.size();
    out.u32(0).u32(0).u8(1);
    boolean personality = f.personalityEncoding != DwEhPe.OMIT;
    boolean lsda = f.lsdaEncoding != DwEhPe.OMIT;
    out.u8('z');
    if (personality) {
      out.u8('P');
    }
    if (lsda) {
      out.u8('L');
    }
    out.u8('R');
    if (f.signal) {
      out.u8('S');
    }
    out.u8(0).uleb(1).sleb(CallFrameRules.DATA_ALIGN).u8(f.returnColumn);
    out.uleb(1 + (lsda ? 1 : 0) + (personality ? 1 + width(f.personalityEncoding) : 0));
    if (personality) {
      out.u8(f.personalityEncoding);
      pointer(out, f.personality, f.personalityEncoding, section, symbols);
    }
    if (lsda) {
      out.u8(f.lsdaEncoding);
    }
    out.u8(PCREL_SDATA4);
    for (int i = 0; i < steps; i++) {
      out.bytes(f.steps.get(i).bytes);
    }
    close(out, start, 4);
  }

  private void fde(
      ByteSink out, Fde f, Cie cie, int align, ObjSection section, ObjSymbols symbols) {
    final int start = out.size();
    out.u32(0).u32(start + 4 - cie.offset);
    ObjSection code = f.start.frag().section.object;
    section.relocs.add(
        new ObjReloc(out.size(), RelocationType.PC32, symbols.section(code), f.start.address()));
    out.u32(0).u32(f.end.address() - f.start.address());
    boolean lsda = f.lsdaEncoding != DwEhPe.OMIT;
    out.uleb(lsda ? width(f.lsdaEncoding) : 0);
    if (lsda) {
      pointer(out, f.lsda, f.lsdaEncoding, section, symbols);
    }
    long at = f.start.address();
    for (Step s : f.steps.subList(cie.steps, f.steps.size())) {
      if (s.bytes != null) {
        out.bytes(s.bytes);
      } else {
        advance(out, s.to.address() - at);
        at = s.to.address();
      }
    }
    close(out, start, align);
  }

  private static void advance(ByteSink out, long bytes) {
    if (bytes == 0) {
      return;
    }
    if (bytes < 0x40) {
      out.u8(DwCfa.ADVANCE_LOC | (int) bytes);
    } else if (bytes < 0x100) {
      out.u8(DwCfa.ADVANCE_LOC1).u8((int) bytes);
    } else if (bytes < 0x10000) {
      out.u8(DwCfa.ADVANCE_LOC2).u16((int) bytes);
    } else {
      out.u8(DwCfa.ADVANCE_LOC4).u32(bytes);
    }
  }

  private static void close(ByteSink out, int start, int align) {
    out.fill(-out.size() & align - 1, 0);
    out.patch(start, out.size() - start - 4, 4);
  }

  private static int width(int encoding) {
    return switch (encoding & 7) {
      case 2 -> 2;
      case 3 -> 4;
      default -> 8;
    };
  }

  private void pointer(
      ByteSink out, RelocatableExpr e, int encoding, ObjSection section, ObjSymbols symbols) {
    ResolvedValue v = names.name(e.add(), null, null);
    boolean relative = (encoding & DwEhPe.BASE_MASK) == DwEhPe.PCREL;
    RelocationType type =
        width(encoding) == 4
            ? relative ? RelocationType.PC32 : RelocationType.R32
            : relative ? RelocationType.PC64 : RelocationType.R64;
    section.relocs.add(
        v.undefined() != null
            ? new ObjReloc(out.size(), type, symbols.named(v.undefined()), e.addend() + v.offset())
            : new ObjReloc(
                out.size(), type, symbols.section(v.section().object), v.address() + e.addend()));
    out.fill(width(encoding), 0);
  }
}

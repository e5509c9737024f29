package fastpath.codegen.asm;

import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.obj.ObjReloc;
import fastpath.codegen.obj.ObjSymbol;
import fastpath.emulator.elf.RelocationType;

/**
 * Fills fields with their values, or leaves relocations for the linker, by the rules of GNU as
 * (write.c, fixup_segment; tc-i386.c).
 */
final class Relocator {
  private final AsmFile file;
  private final SymbolResolver names;
  private final ObjSymbols symbols;

  Relocator(AsmFile file, SymbolResolver names, ObjSymbols symbols) {
    this.file = file;
    this.names = names;
    this.symbols = symbols;
  }

  /**
   * The value of a field: name + addend, absolute or PC-relative.
   *
   * @param name the symbol's name without a relocation operator; null for a number
   */
  private record Wanted(String name, ResolvedValue value, boolean relative, long addend) {}

  void apply(Fix fix, byte[] out) {
    Wanted w = wanted(fix);
    if (!w.value.isNumber()) {
      symbolic(fix, w, out);
    } else if (!w.relative) {
      store(fix, out, fix.mark().address(), w.value.offset() + w.addend);
    } else {
      add(fix, type(fix, true), null, w.value.offset() + w.addend);
    }
  }

  private Wanted wanted(Fix fix) {
    RelocatableExpr e = fix.value();
    boolean relative = fix.pcRelative();
    long addend = e.addend() - (relative ? fix.endDistance() : 0);
    if (e.sub() != null) {
      ResolvedValue whole = names.value(e, fix.here(), fix.at());
      if (whole == null) {
        ResolvedValue sub = names.name(e.sub(), fix.here(), fix.at());
        if (relative || sub == null || sub.section() != fix.mark().frag().section) {
          throw names.error(fix.at(), "can't resolve " + e);
        }
        relative = true;
        addend += fix.mark().address() - sub.address();
      } else if (whole.isNumber() && !relative) {
        return new Wanted(null, whole, false, 0);
      }
    }
    String name = e.add() == null ? null : AsmFile.bare(e.add());
    ResolvedValue v =
        name == null ? ResolvedValue.number(0) : names.name(name, fix.here(), fix.at());
    if (v == null) {
      throw names.error(fix.at(), "can't resolve " + e);
    }
    return new Wanted(name, v, relative, addend);
  }

  private void symbolic(Fix fix, Wanted w, byte[] out) {
    SectionLayout section = fix.mark().frag().section;
    ResolvedValue v = w.value;
    AsmSymbol symbol = w.name.equals(RelocatableExpr.HERE) ? null : file.referred(w.name);
    boolean external = symbol != null && (symbol.global || symbol.weak);
    boolean local = v.section() != null && !external;
    RelocationOperator operator = operator(fix, local);
    if (local && operator == null && w.relative && v.section() == section) {
      long place = fix.mark().address();
      store(fix, out, place, v.address() + w.addend - place);
      return;
    }
    RelocationType type =
        operator != null ? asked(operator, fix, v, w.relative, out) : type(fix, w.relative);
    if (type == RelocationType.PC32 && fix.branch() && fix.value().addend() == 0 && !local) {
      type = RelocationType.PLT32;
    } else if (w.name.equals(AsmFile.OFFSET_TABLE)) {
      type = toOffsetTable(type);
    }
    boolean keep = external || operator != null || mayBeDropped(v, symbol, section);
    add(fix, w, symbol, keep, type);
  }

  private static void add(Fix fix, RelocationType type, ObjSymbol symbol, long addend) {
    ObjReloc r = new ObjReloc(fix.mark().address(), type, symbol, addend);
    fix.mark().frag().section.object.relocs.add(r);
  }

  /**
   * Returns the relocation operator of a field; null if the field has none. The operator @PLT of a
   * local symbol is ignored, because the call needs no PLT entry.
   */
  private RelocationOperator operator(Fix fix, boolean local) {
    if (!fix.value().hasOperator()) {
      return null;
    }
    try {
      RelocationOperator operator = RelocationOperator.of(fix.value().add());
      return local && operator == RelocationOperator.PLT ? null : operator;
    } catch (TermParser.Failure e) {
      throw names.error(fix.at(), e.getMessage());
    }
  }

  private RelocationType asked(
      RelocationOperator o, Fix fix, ResolvedValue v, boolean relative, byte[] out) {
    RelocationType type = o.type(fix.size());
    if (type == null) {
      throw names.error(fix.at(), "no relocation @%s of %d bytes".formatted(o.text(), fix.size()));
    }
    if (relative && !o.mayBeRelative()) {
      throw names.error(fix.at(), "@" + o.text() + " does not count from the place: no (%rip)");
    }
    if (o.isThreadLocal() && v.section() != null && !v.section().section.isThreadLocal()) {
      throw names.error(fix.at(), "not thread-local: " + fix.value());
    }
    return type == RelocationType.GOTPCREL ? gotType(out, (int) fix.mark().address(), fix) : type;
  }

  /**
   * Returns the relocation type for a field in which the name of the global offset table stands for
   * the table's distance from the instruction.
   */
  private static RelocationType toOffsetTable(RelocationType type) {
    if (type == RelocationType.R64 || type == RelocationType.PC64) {
      return RelocationType.GOTPC64;
    }
    boolean narrow =
        type == RelocationType.R32 || type == RelocationType.R32S || type == RelocationType.PC32;
    return narrow ? RelocationType.GOTPC32 : type;
  }

  /**
   * True if the linker may drop the symbol's section and keep another file's section that defines
   * the symbol too.
   */
  private static boolean mayBeDropped(ResolvedValue v, AsmSymbol symbol, SectionLayout from) {
    Section.Group group = v.section() == null ? null : v.section().section.group();
    return group != null
        && group.comdat()
        && v.section() != from
        && symbol != null
        && !symbol.isInternal();
  }

  private void add(Fix fix, Wanted w, AsmSymbol symbol, boolean keep, RelocationType type) {
    ResolvedValue v = w.value;
    if (v.undefined() != null) {
      // The offset of an alias of an undefined symbol is added.
      AsmSymbol base = keep && symbol != null && symbol.value == null ? symbol : v.undefined();
      add(fix, type, symbols.named(base), v.offset() + w.addend);
      return;
    }
    Section there = v.section().section;
    boolean merged = there.isMerge() && (w.relative || fix.value().addend() != 0);
    boolean special =
        there.isThreadLocal() || symbol != null && symbol.type == AsmSymbol.Type.IFUNC;
    if (symbol != null && (keep || merged || special)) {
      add(fix, type, symbols.named(symbol), w.addend);
    } else {
      add(fix, type, symbols.section(v.section().object), v.address() + w.addend);
    }
  }

  private RelocationType type(Fix fix, boolean relative) {
    return switch (fix.size()) {
      case 1 -> relative ? RelocationType.PC8 : RelocationType.R8;
      case 2 -> relative ? RelocationType.PC16 : RelocationType.R16;
      case 4 ->
          relative ? RelocationType.PC32 : fix.signed() ? RelocationType.R32S : RelocationType.R32;
      case 8 -> relative ? RelocationType.PC64 : RelocationType.R64;
      default -> throw names.error(fix.at(), "no relocation of " + fix.size() + " bytes");
    };
  }

  /**
   * True for a load, an operation or a branch through the global offset table that the linker may
   * relax (psABI, B.2).
   */
  private RelocationType gotType(byte[] out, int place, Fix fix) {
    int opcode = place >= 2 ? out[place - 2] & 0xff : 0;
    int modrm = place >= 2 ? out[place - 1] & 0xff : 0;
    int extension = modrm >> 3 & 7;
    boolean relaxable =
        fix.value().addend() == 0
            && fix.endDistance() == 4
            && (opcode == 0x8b
                || opcode == 0x85
                || (opcode & 0xc7) == 0x03
                || opcode == 0xff && (extension == 2 || extension == 4));
    if (!relaxable) {
      return RelocationType.GOTPCREL;
    }
    boolean rex =
        fix.mark().address() - fix.here().address() >= 3 && (out[place - 3] & 0xf0) == 0x40;
    return rex ? RelocationType.REX_GOTPCRELX : RelocationType.GOTPCRELX;
  }

  private void store(Fix fix, byte[] out, long place, long value) {
    int bits = 8 * fix.size();
    boolean fits =
        bits == 64
            || value >= -(1L << bits - 1)
                && value < (fix.pcRelative() || fix.signed() ? 1L << bits - 1 : 1L << bits);
    if (!fits) {
      throw names.error(
          fix.at(), "value of " + value + " too large for field of " + fix.size() + " bytes");
    }
    ByteSink.put(out, (int) place, value, fix.size());
  }
}

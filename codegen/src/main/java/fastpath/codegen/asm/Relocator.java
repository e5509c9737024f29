package fastpath.codegen.asm;

import fastpath.codegen.obj.ByteSink;
import fastpath.codegen.obj.ObjReloc;

/**
 * Fills fields, or leaves relocations for the linker, by the rules of GNU as (write.c,
 * fixup_segment; tc-i386.c).
 */
final class Relocator {
  private final AsmFile file;
  private final Names names;
  private final ObjSymbols symbols;

  Relocator(AsmFile file, Names names, ObjSymbols symbols) {
    this.file = file;
    this.names = names;
    this.symbols = symbols;
  }

  void apply(Fix fix, byte[] out) {
    SectionLayout section = fix.mark().frag().section;
    final long place = fix.mark().address();
    Expr e = fix.value();
    boolean relative = fix.pcRelative();
    long addend = e.addend() - (relative ? fix.endDistance() : 0);
    if (e.sub() != null) {
      Value whole = names.value(e, fix.here(), fix.at());
      if (whole == null) {
        Value sub = names.name(e.sub(), fix.here(), fix.at());
        if (relative || sub == null || sub.section() != section) {
          throw names.error(fix.at(), "can't resolve " + e);
        }
        relative = true;
        addend += place - sub.address();
      } else if (whole.isNumber() && !relative) {
        store(fix, out, place, whole.offset());
        return;
      }
    }
    String name = e.add() == null ? null : AsmFile.bare(e.add());
    Value v = name == null ? Value.number(0) : names.name(name, fix.here(), fix.at());
    if (v == null) {
      throw names.error(fix.at(), "can't resolve " + e);
    }
    if (v.isNumber()) {
      if (!relative) {
        store(fix, out, place, v.offset() + addend);
      } else {
        section.object.relocs.add(new ObjReloc(place, type(fix, true), null, v.offset() + addend));
      }
      return;
    }
    Symbol symbol = name.equals(Expr.HERE) ? null : file.referred(name);
    boolean external = symbol != null && (symbol.global || symbol.weak);
    boolean local = v.section() != null && !external;
    RelocationOperator operator = operator(fix, local);
    if (local && operator == null && relative && v.section() == section) {
      store(fix, out, place, v.address() + addend - place);
      return;
    }
    int type = operator == null ? type(fix, relative) : asked(operator, fix, v, relative, out);
    boolean far = type == ObjReloc.PC32 && fix.branch() && e.addend() == 0 && !local;
    if (far) {
      type = ObjReloc.PLT32;
    } else if (name.equals(AsmFile.OFFSET_TABLE)) {
      type = toOffsetTable(type);
    }
    boolean keep = external || operator != null || mayBeDropped(v, symbol, section);
    section.object.relocs.add(reloc(fix, v, symbol, keep, relative, type, addend));
  }

  /** null for none; a local symbol needs no PLT. */
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

  private int asked(RelocationOperator o, Fix fix, Value v, boolean relative, byte[] out) {
    int type = o.type(fix.size());
    if (type < 0) {
      throw names.error(fix.at(), "no relocation @%s of %d bytes".formatted(o.name(), fix.size()));
    }
    if (relative && !o.mayBeRelative()) {
      throw names.error(fix.at(), "@" + o.name() + " does not count from the place: no (%rip)");
    }
    if (o.isThreadLocal() && v.section() != null && !v.section().section.isThreadLocal()) {
      throw names.error(fix.at(), "not thread-local: " + fix.value());
    }
    return type == ObjReloc.GOTPCREL ? gotType(out, (int) fix.mark().address(), fix) : type;
  }

  /** The table's own name stands for its distance from the place. */
  private static int toOffsetTable(int type) {
    return switch (type) {
      case ObjReloc.R_32, ObjReloc.R_32S, ObjReloc.PC32 -> ObjReloc.GOTPC32;
      case ObjReloc.R_64, ObjReloc.PC64 -> ObjReloc.GOTPC64;
      default -> type;
    };
  }

  /**
   * Whether the linker may drop the section that the symbol is in, and keep another's that has the
   * symbol as well.
   */
  private static boolean mayBeDropped(Value v, Symbol symbol, SectionLayout from) {
    Section.Group group = v.section() == null ? null : v.section().section.group();
    return group != null
        && group.comdat()
        && v.section() != from
        && symbol != null
        && !symbol.isInternal();
  }

  private ObjReloc reloc(
      Fix fix, Value v, Symbol symbol, boolean keep, boolean relative, int type, long addend) {
    final long place = fix.mark().address();
    if (v.undefined() != null) {
      // An alias of an undefined symbol brings its own offset.
      Symbol base = keep && symbol != null && symbol.value == null ? symbol : v.undefined();
      return new ObjReloc(place, type, symbols.named(base), v.offset() + addend);
    }
    boolean merged = v.section().section.isMerge() && (relative || fix.value().addend() != 0);
    boolean special =
        v.section().section.isThreadLocal() || symbol != null && symbol.type == Symbol.Type.IFUNC;
    if (symbol != null && (keep || merged || special)) {
      return new ObjReloc(place, type, symbols.named(symbol), addend);
    }
    return new ObjReloc(place, type, symbols.section(v.section().object), v.address() + addend);
  }

  private int type(Fix fix, boolean relative) {
    return switch (fix.size()) {
      case 1 -> relative ? ObjReloc.PC8 : ObjReloc.R_8;
      case 2 -> relative ? ObjReloc.PC16 : ObjReloc.R_16;
      case 4 -> relative ? ObjReloc.PC32 : fix.signed() ? ObjReloc.R_32S : ObjReloc.R_32;
      case 8 -> relative ? ObjReloc.PC64 : ObjReloc.R_64;
      default -> throw names.error(fix.at(), "no relocation of " + fix.size() + " bytes");
    };
  }

  /**
   * A load, an operation or a branch through the table may be relaxed by the linker (psABI, B.2).
   */
  private int gotType(byte[] out, int place, Fix fix) {
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
      return ObjReloc.GOTPCREL;
    }
    boolean rex =
        fix.mark().address() - fix.here().address() >= 3 && (out[place - 3] & 0xf0) == 0x40;
    return rex ? ObjReloc.REX_GOTPCRELX : ObjReloc.GOTPCRELX;
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

package fastpath.codegen.x86.finish;

import fastpath.codegen.asm.AsmFile;
import fastpath.codegen.asm.AsmSymbol;
import fastpath.codegen.asm.Item;
import fastpath.codegen.asm.RelocatableExpr;
import fastpath.codegen.asm.Section;
import fastpath.codegen.ir.Global;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Writes variables to their sections. */
public final class DataEmitter {
  private final AsmFile file;

  /** Creates an emitter that writes to a file. */
  public DataEmitter(AsmFile file) {
    this.file = file;
  }

  /** Appends a variable and its symbol to its section. */
  public void emit(Global global) {
    Section section = sectionOf(global);
    AsmSymbol symbol = file.symbol(global.name);
    symbol.type(AsmSymbol.Type.OBJECT).size(RelocatableExpr.constant(global.size));
    if (global.isWeak) {
      symbol.weak();
    } else if (!global.isStatic) {
      symbol.global();
    }
    if (global.align > 1) {
      section.add(Item.Align.zeros(global.align));
    }
    section.add(new Item.Label(global.name));
    if (global.isZero()) {
      section.add(new Item.Space(global.size, 0));
    } else {
      contents(global, section);
    }
  }

  private Section sectionOf(Global global) {
    if (global.section != null) {
      boolean bss = global.section.startsWith(".bss");
      return file.section(
          global.section, global.isConst ? "a" : "aw", bss ? "nobits" : "progbits", 0);
    }
    return file.section(global.isConst ? ".rodata" : global.isZero() ? ".bss" : ".data");
  }

  private static void contents(Global global, Section section) {
    byte[] bytes = Arrays.copyOf(global.bytes, (int) global.size);
    List<Global.Reloc> relocs = new ArrayList<>(global.relocs);
    relocs.sort(Comparator.comparingLong(Global.Reloc::offset));
    int at = 0;
    for (Global.Reloc reloc : relocs) {
      plain(section, bytes, at, (int) reloc.offset());
      section.add(
          Item.Data.of(
              reloc.bytes(), new RelocatableExpr(reloc.symbol(), reloc.minus(), reloc.addend())));
      at = (int) reloc.offset() + reloc.bytes();
    }
    plain(section, bytes, at, bytes.length);
  }

  private static void plain(Section section, byte[] bytes, int from, int to) {
    if (from < to) {
      section.add(new Item.Bytes(Arrays.copyOfRange(bytes, from, to)));
    }
  }
}

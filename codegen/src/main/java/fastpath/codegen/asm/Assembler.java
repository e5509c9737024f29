package fastpath.codegen.asm;

import fastpath.codegen.obj.ElfWriter;
import fastpath.codegen.obj.ObjSection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Assembly to an ELF64 relocatable object, with the bytes and relocations of GNU as 2.40: items
 * become fragments, jumps grow until all reach, fields are filled or left to the linker, and
 * call-frame directives become {@code .eh_frame}.
 */
public final class Assembler {
  private final AsmFile file;
  private final Names names;
  private final ObjSymbols symbols;
  private final Map<Section, SectionLayout> layouts = new LinkedHashMap<>();
  private final EhFrame ehFrame;

  private Assembler(AsmFile file) {
    this.file = file;
    names = new Names(file);
    symbols = new ObjSymbols(file, names);
    ehFrame = new EhFrame(names);
  }

  /**
   * The bytes of the object.
   *
   * @throws fastpath.codegen.CompileException for what cannot be resolved or does not fit
   */
  public static byte[] assemble(AsmFile file) {
    return new Assembler(file).object();
  }

  private byte[] object() {
    for (Section s : file.sections()) {
      layouts.put(s, new SectionLayout(s, SectionHeaders.of(s), names));
    }
    place();
    file.localCommons().forEach(this::allocate);
    layOut();
    final Relocator relocator = new Relocator(file, names, symbols);
    for (SectionLayout s : layouts.values()) {
      if (s.section.isNobits()) {
        s.object.size = s.size();
        continue;
      }
      byte[] bytes = s.render();
      s.fixes.forEach(f -> relocator.apply(f, bytes));
      s.object.setData(bytes);
    }
    if (!ehFrame.isEmpty() && file.ehFrame()) {
      ehFrame.write(generated(".eh_frame", "a"), symbols);
    }
    ElfWriter out = new ElfWriter();
    for (SectionLayout s : layouts.values()) {
      out.add(s.object);
    }
    symbols.write(out);
    return out.write();
  }

  /** Items to fragments. */
  private void place() {
    for (AsmFile.Placed p : file.order()) {
      SectionLayout s = layouts.get(p.section());
      switch (p.item()) {
        case Item.Code code ->
            s.code(code.insn(), code.loc() != null && p.at() == null ? code.loc() : p.at());
        case Item.Label label -> names.define(label.name(), s.here(), p.at());
        case Item.Data data -> s.data(data, p.at());
        case Item.Leb leb -> s.close(new Frag.Leb(leb.signed(), leb.value()), p.at());
        case Item.Bytes bytes -> s.bytes(bytes.bytes());
        case Item.Space space -> s.space(space.count(), space.fill(), p.at());
        case Item.Fill fill ->
            s.close(new Frag.Fill(fill.count(), fill.width(), fill.value()), p.at());
        case Item.Align align -> s.align(align, p.at());
        case Item.Org org -> s.close(new Frag.Org(org.target(), org.fill()), p.at());
        case Cfi cfi -> ehFrame.add(cfi, s.here(), p.at());
      }
    }
  }

  private void allocate(Symbol common) {
    SectionLayout bss = layouts.get(file.section(".bss"));
    bss.align(new Item.Align((int) common.commonAlign, -1, 0), null);
    names.define(common.name(), bss.here(), null);
    bss.space(common.commonSize, 0, null);
  }

  private void layOut() {
    layouts.values().forEach(SectionLayout::estimate);
    for (boolean moved = true; moved; ) {
      moved = false;
      for (SectionLayout s : layouts.values()) {
        moved |= s.relax();
      }
    }
  }

  /** A section that the assembler fills itself, perhaps after what the source put there. */
  private ObjSection generated(String name, String flags) {
    Section s = file.section(name, flags, "progbits", 0);
    return layouts.computeIfAbsent(s, n -> new SectionLayout(n, SectionHeaders.of(n), names))
        .object;
  }
}

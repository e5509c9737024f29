package fastpath.codegen.asm;

import fastpath.codegen.obj.ElfWriter;
import fastpath.codegen.obj.ObjSection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Assembles a file to an ELF64 relocatable object, with the bytes and relocations of GNU as 2.40.
 * Items become fragments, jumps get their long form until all reach their targets, fields are
 * filled or left to the linker, and call-frame directives become {@code .eh_frame}.
 */
public final class Assembler {
  /**
   * The size limit of a section in bytes: far above the needs of any source, far below the heap
   * size.
   */
  private static final long MOST_BYTES = 64 << 20;

  private final AsmFile file;
  private final SymbolResolver names;
  private final ObjSymbols symbols;
  private final Map<Section, SectionLayout> layouts = new LinkedHashMap<>();
  private final EhFrame ehFrame;
  private final CodeLocations places = new CodeLocations();

  private Assembler(AsmFile file) {
    this.file = file;
    names = new SymbolResolver(file);
    symbols = new ObjSymbols(file, names);
    ehFrame = new EhFrame(names);
  }

  /**
   * Returns the bytes of the object.
   *
   * @throws fastpath.codegen.source.CompileException if an expression cannot be resolved or a value
   *     does not fit in its field
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
    checkSize();
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
    if (!places.isEmpty()) {
      debug();
    }
    ElfWriter out = new ElfWriter();
    groups().forEach(out::add);
    for (SectionLayout s : layouts.values()) {
      out.add(s.object);
    }
    symbols.write(out);
    return out.write();
  }

  /** Converts items to fragments. */
  private void place() {
    for (AsmFile.Placed p : file.order()) {
      SectionLayout s = layouts.get(p.section().whole());
      s.subsection(p.section().number());
      switch (p.item()) {
        case Item.Code code -> {
          places.code(s, code.loc());
          s.code(code.insn(), p.at() != null ? p.at() : code.loc());
        }
        case Item.Label label -> names.define(label.name(), s.here(), p.at());
        case Item.Data data -> s.data(data, p.at());
        case Item.Leb leb -> s.close(new Frag.Leb(leb.signed(), leb.value()), p.at());
        case Item.Bytes bytes -> s.bytes(bytes.bytes());
        case Item.Space space -> s.space(space.count(), space.fill(), p.at());
        case Item.Fill fill ->
            s.close(new Frag.Fill(fill.count(), fill.width(), fill.value()), p.at());
        case Item.Align align -> s.align(align, p.at());
        case Item.Org org -> s.close(new Frag.Org(org.target(), org.fill()), p.at());
        case Cfi cfi -> {
          ehFrame.add(cfi, s.here(), p.at());
          if (cfi.kind() == Cfi.Kind.ENDPROC) {
            places.end(s);
          }
        }
      }
    }
  }

  private void allocate(AsmSymbol common) {
    SectionLayout bss = layouts.get(file.section(".bss"));
    bss.subsection(1);
    bss.align(Item.Align.to((int) common.commonAlign), null);
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

  private void checkSize() {
    long total = 0;
    for (SectionLayout s : layouts.values()) {
      long size = s.size();
      total += s.section.isNobits() ? 0 : Math.min(size, MOST_BYTES + 1);
      if (size < 0 || total > MOST_BYTES) {
        throw names.error(
            s.largest(), "section " + s.section.name() + " is too large: " + size + " bytes");
      }
    }
  }

  private Collection<ObjSection> groups() {
    Map<Section.Group, ObjSection> groups = new LinkedHashMap<>();
    for (SectionLayout s : layouts.values()) {
      if (s.section.group() != null) {
        groups.computeIfAbsent(s.section.group(), this::group).members.add(s.object);
      }
    }
    return groups.values();
  }

  private ObjSection group(Section.Group g) {
    ObjSection group = new ObjSection(".group", ObjSection.GROUP, 0, 4);
    group.align = 4;
    group.comdat = g.comdat();
    group.signature = symbols.signature(g.signature(), group);
    return group;
  }

  /**
   * Writes line tables, and DWARF entries for functions unless the source has its own debug
   * information.
   */
  private void debug() {
    if (!file.debug()) {
      return;
    }
    boolean own = file.sections().stream().anyMatch(s -> s.name().equals(".debug_info"));
    SourceFiles files = new SourceFiles(file.name(), file.context().sourceFiles, file.fileNames());
    final ObjSection lines = generated(".debug_line", "");
    if (!own) {
      ObjSection abbrevs = generated(".debug_abbrev", "");
      DebugInfo info =
          new DebugInfo(
              file, files, symbols, generated(".debug_info", ""), generated(".debug_rnglists", ""));
      info.write(new ScopeTree(places), abbrevs, lines, file.directory());
    }
    new LineProgram(files, symbols, lines).write(places, file.directory());
  }

  /** A section that the assembler itself fills, after the contents that the source gives it. */
  private ObjSection generated(String name, String flags) {
    for (SectionLayout s : layouts.values()) {
      if (s.section.name().equals(name)) {
        return s.object;
      }
    }
    // The section is a copy, so that assembling a file does not change the file.
    Section s = new Section(file, name, flags, "progbits", 0, null);
    SectionLayout layout = new SectionLayout(s, SectionHeaders.of(s), names);
    layouts.put(s, layout);
    return layout.object;
  }
}

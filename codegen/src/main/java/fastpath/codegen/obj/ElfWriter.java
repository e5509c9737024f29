package fastpath.codegen.obj;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an ELF64 x86-64 relocatable object (System V gABI, chapter 4), laid out as GNU as does:
 * contents, symbols, relocations, section names, section headers. An instance writes one object.
 */
public final class ElfWriter {
  private static final int EHDR = 64;
  private static final int SHDR = 64;
  private static final int SYM = 24;
  private static final int RELA = 24;

  private static final int SHT_SYMTAB = 2;
  private static final int SHT_STRTAB = 3;
  private static final int SHT_RELA = 4;
  private static final long SHF_INFO_LINK = 0x40;
  private static final int GRP_COMDAT = 1;

  private final List<ObjSection> sections = new ArrayList<>();
  private final List<ObjSymbol> symbols = new ArrayList<>();
  private final StringTable names = new StringTable();
  private final StringTable sectionNames = new StringTable();
  private final List<Header> headers = new ArrayList<>();
  private int locals;
  private int symtabIndex;

  private record Header(
      int name,
      int type,
      long flags,
      long offset,
      long size,
      int link,
      int info,
      long align,
      long entsize) {}

  public void add(ObjSection section) {
    sections.add(section);
  }

  /**
   * Adds a symbol. Local symbols are written before the others; within each of the two groups the
   * order of calls is kept.
   */
  public void add(ObjSymbol symbol) {
    symbols.add(symbol);
  }

  /** Returns the bytes of the object. */
  public byte[] write() {
    numberSymbols();
    numberSections();
    sections.forEach(this::fillGroup);

    long[] offsets = new long[sections.size()];
    final long symtab = align(placeContents(offsets), 8);
    final long strtab = symtab + symtabSize();
    final long relocs = align(strtab + names.size(), 8);
    headers.add(new Header(0, 0, 0, 0, 0, 0, 0, 0, 0));
    final long shstrtab = sectionHeaders(offsets, relocs);
    tableHeaders(symtab, strtab, shstrtab);
    final long headersAt = align(shstrtab + sectionNames.size(), 8);

    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(headersAt + (long) SHDR * headers.size()))
            .order(ByteOrder.LITTLE_ENDIAN);
    fileHeader(out, headersAt, headers.size());
    for (int i = 0; i < offsets.length; i++) {
      out.put((int) offsets[i], sections.get(i).data);
    }
    out.position((int) symtab + SYM);
    symbols.forEach(s -> symbol(out, s, names.add(s.name)));
    out.put(names.bytes());
    out.position((int) relocs);
    sections.forEach(s -> s.relocs.forEach(r -> reloc(out, r)));
    out.put(sectionNames.bytes());
    out.position((int) headersAt);
    headers.forEach(h -> sectionHeader(out, h));
    return out.array();
  }

  private void numberSymbols() {
    List<ObjSymbol> external = new ArrayList<>();
    symbols.stream().filter(s -> s.binding != ObjSymbol.Binding.LOCAL).forEach(external::add);
    symbols.removeIf(s -> s.binding != ObjSymbol.Binding.LOCAL);
    locals = symbols.size();
    symbols.addAll(external);
    int number = 1;
    for (ObjSymbol s : symbols) {
      s.index = number++;
      names.add(s.name);
    }
  }

  /** A relocation section follows the section to which it applies. */
  private void numberSections() {
    int next = 1;
    for (ObjSection s : sections) {
      s.index = next;
      next += s.relocs.isEmpty() ? 1 : 2;
    }
    symtabIndex = next;
  }

  private void fillGroup(ObjSection group) {
    if (group.type != ObjSection.GROUP) {
      return;
    }
    ByteSink members = new ByteSink().u32(group.comdat ? GRP_COMDAT : 0);
    for (ObjSection m : group.members) {
      members.u32(m.index);
      if (!m.relocs.isEmpty()) {
        members.u32(m.index + 1);
      }
    }
    group.setData(members.toByteArray());
  }

  /** Writes the contents; returns the file offset after them. */
  private long placeContents(long[] offsets) {
    long at = EHDR;
    for (int i = 0; i < offsets.length; i++) {
      ObjSection s = sections.get(i);
      at = align(at, s.align);
      offsets[i] = at;
      at += s.type == ObjSection.NOBITS ? 0 : s.size;
    }
    return at;
  }

  private long symtabSize() {
    return (long) SYM * (symbols.size() + 1);
  }

  /** Writes the relocations; returns the file offset after them. */
  private long sectionHeaders(long[] offsets, long relocsAt) {
    long at = relocsAt;
    for (int i = 0; i < offsets.length; i++) {
      ObjSection s = sections.get(i);
      boolean group = s.type == ObjSection.GROUP;
      int name = sectionNames.add(s.name);
      int link = group ? symtabIndex : 0;
      int info = group ? s.signature.index : 0;
      headers.add(
          new Header(name, s.type, s.flags, offsets[i], s.size, link, info, s.align, s.entsize));
      if (!s.relocs.isEmpty()) {
        long size = (long) RELA * s.relocs.size();
        long flags = SHF_INFO_LINK | s.flags & ObjSection.SHF_GROUP;
        name = sectionNames.add(".rela" + s.name);
        headers.add(new Header(name, SHT_RELA, flags, at, size, symtabIndex, s.index, 8, RELA));
        at += size;
      }
    }
    return at;
  }

  private void tableHeaders(long symtab, long strtab, long shstrtab) {
    int name = sectionNames.add(".symtab");
    headers.add(
        new Header(name, SHT_SYMTAB, 0, symtab, symtabSize(), symtabIndex + 1, locals + 1, 8, SYM));
    name = sectionNames.add(".strtab");
    headers.add(new Header(name, SHT_STRTAB, 0, strtab, names.size(), 0, 0, 1, 0));
    name = sectionNames.add(".shstrtab");
    headers.add(new Header(name, SHT_STRTAB, 0, shstrtab, sectionNames.size(), 0, 0, 1, 0));
  }

  private static void fileHeader(ByteBuffer out, long headersOffset, int count) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    out.putShort((short) 1).putShort((short) 62).putInt(1);
    out.putLong(0).putLong(0).putLong(headersOffset);
    out.putInt(0).putShort((short) EHDR).putShort((short) 0).putShort((short) 0);
    out.putShort((short) SHDR).putShort((short) count).putShort((short) (count - 1));
  }

  private static void symbol(ByteBuffer out, ObjSymbol s, int name) {
    int shndx = s.place == ObjSymbol.Place.SECTION ? s.section.index : s.place.shndx;
    out.putInt(name).put((byte) (s.binding.number << 4 | s.type)).put((byte) s.visibility);
    out.putShort((short) shndx).putLong(s.value).putLong(s.size);
  }

  private static void reloc(ByteBuffer out, ObjReloc r) {
    long symbol = r.symbol() == null ? 0 : r.symbol().index;
    out.putLong(r.offset()).putLong(symbol << 32 | r.type().number()).putLong(r.addend());
  }

  private static void sectionHeader(ByteBuffer out, Header h) {
    out.putInt(h.name).putInt(h.type).putLong(h.flags).putLong(0).putLong(h.offset).putLong(h.size);
    out.putInt(h.link).putInt(h.info).putLong(h.align).putLong(h.entsize);
  }

  private static long align(long at, long to) {
    return (at + to - 1) & -to;
  }
}

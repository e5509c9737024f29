package fastpath.codegen.obj;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an ELF64 x86-64 relocatable object (System V gABI, chapter 4), laid out as GNU as does:
 * contents, symbols, relocations, section names, section headers.
 */
public final class ElfWriter {
  private static final int EHDR = 64;
  private static final int SHDR = 64;
  private static final int SYM = 24;
  private static final int RELA = 24;

  private final List<ObjSection> sections = new ArrayList<>();
  private final List<ObjSymbol> symbols = new ArrayList<>();

  public void add(ObjSection section) {
    sections.add(section);
  }

  /** Locals come out before the others; within these two the order stays. */
  public void add(ObjSymbol symbol) {
    symbols.add(symbol);
  }

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

  /** The bytes of the object. */
  public byte[] write() {
    int next = 1;
    for (ObjSection s : sections) {
      s.index = next;
      next += s.relocs.isEmpty() ? 1 : 2;
    }
    final int symtabIndex = next;
    StringTable names = new StringTable();
    List<ObjSymbol> sorted = new ArrayList<>(symbols.size());
    symbols.stream().filter(s -> s.binding == ObjSymbol.Binding.LOCAL).forEach(sorted::add);
    final int locals = sorted.size();
    symbols.stream().filter(s -> s.binding != ObjSymbol.Binding.LOCAL).forEach(sorted::add);
    int number = 1;
    for (ObjSymbol s : sorted) {
      s.index = number++;
      names.add(s.name);
    }

    long at = EHDR;
    long[] offsets = new long[sections.size()];
    for (int i = 0; i < offsets.length; i++) {
      ObjSection s = sections.get(i);
      at = align(at, s.align);
      offsets[i] = at;
      at += s.type == ObjSection.NOBITS ? 0 : s.size;
    }
    at = align(at, 8);
    final long symtabOffset = at;
    final long symtabSize = (long) SYM * (sorted.size() + 1);
    final long strtabOffset = at + symtabSize;
    at = align(strtabOffset + names.size(), 8);

    StringTable sectionNames = new StringTable();
    List<Header> headers = new ArrayList<>();
    headers.add(new Header(0, 0, 0, 0, 0, 0, 0, 0, 0));
    final long relocsOffset = at;
    for (int i = 0; i < offsets.length; i++) {
      ObjSection s = sections.get(i);
      int name = sectionNames.add(s.name);
      headers.add(new Header(name, s.type, s.flags, offsets[i], s.size, 0, 0, s.align, s.entsize));
      if (!s.relocs.isEmpty()) {
        long size = (long) RELA * s.relocs.size();
        int relaName = sectionNames.add(".rela" + s.name);
        headers.add(new Header(relaName, 4, 0x40, at, size, symtabIndex, s.index, 8, RELA));
        at += size;
      }
    }
    int name = sectionNames.add(".symtab");
    headers.add(
        new Header(name, 2, 0, symtabOffset, symtabSize, symtabIndex + 1, locals + 1, 8, SYM));
    headers.add(
        new Header(sectionNames.add(".strtab"), 3, 0, strtabOffset, names.size(), 0, 0, 1, 0));
    name = sectionNames.add(".shstrtab");
    headers.add(new Header(name, 3, 0, at, sectionNames.size(), 0, 0, 1, 0));
    final long headersOffset = align(at + sectionNames.size(), 8);

    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(headersOffset + (long) SHDR * headers.size()))
            .order(ByteOrder.LITTLE_ENDIAN);
    fileHeader(out, headersOffset, headers.size());
    for (int i = 0; i < offsets.length; i++) {
      out.put((int) offsets[i], sections.get(i).data);
    }
    out.position((int) symtabOffset + SYM);
    sorted.forEach(s -> symbol(out, s, names.add(s.name)));
    out.put(names.bytes());
    out.position((int) relocsOffset);
    sections.forEach(s -> s.relocs.forEach(r -> reloc(out, r)));
    out.put(sectionNames.bytes());
    out.position((int) headersOffset);
    headers.forEach(h -> sectionHeader(out, h));
    return out.array();
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
    out.putInt(name).put((byte) (s.binding.ordinal() << 4 | s.type)).put((byte) s.visibility);
    out.putShort((short) shndx).putLong(s.value).putLong(s.size);
  }

  private static void reloc(ByteBuffer out, ObjReloc r) {
    long symbol = r.symbol() == null ? 0 : r.symbol().index;
    out.putLong(r.offset()).putLong(symbol << 32 | r.type()).putLong(r.addend());
  }

  private static void sectionHeader(ByteBuffer out, Header h) {
    out.putInt(h.name).putInt(h.type).putLong(h.flags).putLong(0).putLong(h.offset).putLong(h.size);
    out.putInt(h.link).putInt(h.info).putLong(h.align).putLong(h.entsize);
  }

  private static long align(long at, long to) {
    return (at + to - 1) & -to;
  }
}

package fastpath.lab.vmlinux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Adds a symbol table, as a linker would write it, to a stripped kernel. */
final class SymbolTable {
  private static final int HEADER = 64;
  private static final int SYMBOL = 24;
  private static final int TYPE_SYMTAB = 2;
  private static final int TYPE_STRTAB = 3;
  private static final int TYPE_PROGBITS = 1;
  private static final int NOTYPE = 0;
  private static final int OBJECT = 1;
  private static final int FUNC = 2;
  private static final int ABSOLUTE = 0xfff1;
  private static final int WEAK = 2;

  /** The name of the section with the relocations that boot needs to move the kernel. */
  static final String RELOCATIONS = ".vmlinux.relocs";

  private final byte[] elf;
  private final int size;
  private final List<KernelSection> sections;
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();

  private SymbolTable(Vmlinuz.Unpacked kernel) {
    elf = kernel.bytes();
    size = kernel.size();
    sections = KernelSection.of(elf);
    names.write(0);
  }

  /**
   * Returns the file with .symtab and .strtab, in the kernel's array if that has room; the bytes
   * behind the end of the ELF file become the section {@link #RELOCATIONS}.
   *
   * @param symbols the symbols, in the order of their addresses
   */
  static byte[] add(Vmlinuz.Unpacked kernel, List<Kallsyms.Entry> symbols) {
    return new SymbolTable(kernel).with(symbols);
  }

  private byte[] with(List<Kallsyms.Entry> symbols) {
    byte[] table = new byte[SYMBOL * (symbols.size() + 1)];
    for (int i = 0; i < symbols.size(); i++) {
      write(table, SYMBOL * (i + 1), symbols, i);
    }
    byte[] strings = names.toByteArray();
    byte[] sectionNames = sectionNames();
    int count = sections.size();
    int end = Math.min(KernelSection.end(elf), size);
    int tableAt = Words.up(size, 8);
    int stringsAt = tableAt + table.length;
    int namesAt = stringsAt + strings.length;
    int headersAt = Words.up(namesAt + sectionNames.length, 8);
    int length = headersAt + HEADER * (count + 4);
    byte[] all = length <= elf.length ? elf : Arrays.copyOf(elf, length);
    System.arraycopy(table, 0, all, tableAt, table.length);
    System.arraycopy(strings, 0, all, stringsAt, strings.length);
    System.arraycopy(sectionNames, 0, all, namesAt, sectionNames.length);
    System.arraycopy(elf, (int) Words.i64(elf, 40), all, headersAt, HEADER * count);
    int own = sectionNames.length - OWN_NAMES.length();
    int next = headersAt + HEADER * count;
    header(all, next, own, TYPE_SYMTAB, tableAt, table.length);
    Words.put32(all, next + 40, count + 1);
    Words.put64(all, next + 48, 8);
    Words.put64(all, next + 56, SYMBOL);
    header(
        all,
        next + HEADER,
        own + OWN_NAMES.indexOf(".str"),
        TYPE_STRTAB,
        stringsAt,
        strings.length);
    header(
        all,
        next + 2 * HEADER,
        own + OWN_NAMES.indexOf(RELOCATIONS),
        TYPE_PROGBITS,
        end,
        size - end);
    header(
        all,
        next + 3 * HEADER,
        own + OWN_NAMES.indexOf(".shn"),
        TYPE_STRTAB,
        namesAt,
        sectionNames.length);
    Words.put64(all, 40, headersAt);
    Words.put16(all, 60, count + 4);
    Words.put16(all, 62, count + 3);
    return all;
  }

  private static final String OWN_NAMES = ".symtab\0.strtab\0" + RELOCATIONS + "\0.shnames\0";

  private byte[] sectionNames() {
    KernelSection old = sections.get(Words.u16(elf, 62));
    byte[] own = OWN_NAMES.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOfRange(elf, old.offset(), old.offset() + old.size() + own.length);
    System.arraycopy(own, 0, all, old.size(), own.length);
    return all;
  }

  private static void header(byte[] to, int at, int name, int type, int offset, int size) {
    Words.put32(to, at, name);
    Words.put32(to, at + 4, type);
    Words.put64(to, at + 24, offset);
    Words.put64(to, at + 32, size);
    Words.put64(to, at + 48, 1);
  }

  private void write(byte[] table, int at, List<Kallsyms.Entry> symbols, int i) {
    Kallsyms.Entry s = symbols.get(i);
    int section = section(s.address());
    KernelSection in = section < 0 ? null : sections.get(section);
    char kind = Character.toLowerCase(s.type());
    boolean code = in != null && in.isCode() && (kind == 't' || kind == 'w');
    int type = code ? FUNC : in == null || in.isCode() ? NOTYPE : OBJECT;
    int binding = kind == 'w' || kind == 'v' ? WEAK : Character.isUpperCase(s.type()) ? 1 : 0;
    long size = in == null ? 0 : size(symbols, i, in, code);
    Words.put32(table, at, names.size());
    table[at + 4] = (byte) (binding << 4 | type);
    Words.put16(table, at + 6, in == null ? ABSOLUTE : section);
    Words.put64(table, at + 8, s.address());
    Words.put64(table, at + 16, size);
    names.writeBytes(s.name().getBytes(StandardCharsets.ISO_8859_1));
    names.write(0);
  }

  private int last;

  /**
   * Returns the number of the section that contains an address, or -1; tries the previous symbol's
   * section first, because symbols are in the order of their addresses.
   */
  private int section(long address) {
    if (last > 0 && sections.get(last).contains(address)) {
      return last;
    }
    for (int i = 1; i < sections.size(); i++) {
      if (sections.get(i).contains(address)) {
        last = i;
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the size of a symbol in bytes: the distance to the next symbol, without the padding
   * that aligns the next symbol.
   */
  private long size(List<Kallsyms.Entry> symbols, int i, KernelSection in, boolean code) {
    long from = symbols.get(i).address();
    int next = i + 1;
    while (next < symbols.size() && symbols.get(next).address() == from) {
      next++;
    }
    long end = in.address() + in.size();
    if (next < symbols.size() && in.contains(symbols.get(next).address())) {
      end = symbols.get(next).address();
    }
    if (!code || !in.hasBytes()) {
      return end - from;
    }
    int start = in.offset() + (int) (from - in.address());
    return Padding.trimmed(elf, start, start + (int) (end - from));
  }
}

package fastpath.emulator.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSection;
import net.fornwall.jelf.ElfSectionHeader;
import net.fornwall.jelf.ElfSegment;
import net.fornwall.jelf.ElfSymbol;
import net.fornwall.jelf.ElfSymbolTableSection;

/**
 * An ELF64 x86-64 object or static executable, checked and taken apart. {@link ElfChecks} has seen
 * that every table lies inside the file before jelf reads it.
 */
public final class ObjectFile {
  private static final int GROUP = ElfSectionHeader.SHT_GROUP;

  /** A PT_LOAD of an executable. */
  record Load(long address, int offset, int fileSize, long memorySize, int flags) {}

  /** A section group: the signature's symbol, whether COMDAT, member sections. */
  record Group(String signature, boolean comdat, int[] members) {}

  private final String name;
  private final byte[] elf;
  private final boolean executable;
  private final long entry;
  private final List<ObjectSection> sections = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();

  private ObjectFile(String name, byte[] elf, ElfFile file) {
    this.name = name;
    this.elf = elf;
    this.executable = file.e_type == ElfFile.ET_EXEC;
    this.entry = file.e_entry;
    List<ElfSection> raw = new ArrayList<>();
    for (int i = 0; i < (file.e_shnum & 0xffff); i++) {
      raw.add(file.getSection(i));
    }
    ElfSectionHeader nameTable = raw.isEmpty() ? null : raw.get(file.e_shstrndx & 0xffff).header;
    for (int i = 0; i < raw.size(); i++) {
      ElfSectionHeader h = raw.get(i).header;
      sections.add(
          new ObjectSection(
              this,
              i,
              string(elf, nameTable, h.sh_name),
              h.sh_type,
              h.sh_flags,
              h.sh_addr,
              Math.max(1, h.sh_addralign),
              h.sh_size,
              (int) h.sh_offset));
    }
    for (ElfSection s : raw) {
      if (s instanceof ElfSymbolTableSection table
          && s.header.sh_type == ElfSectionHeader.SHT_SYMTAB) {
        readSymbols(table, raw.get(s.header.sh_link).header);
      }
    }
    for (int i = 0; i < raw.size(); i++) {
      ElfSectionHeader h = raw.get(i).header;
      if (h.sh_type == ElfSectionHeader.SHT_RELA && !executable) {
        sections.get(h.sh_info).relocatedBy(i);
      } else if (h.sh_type == GROUP) {
        readGroup(sections.get(i), h);
      }
    }
    for (int i = 0; executable && i < (file.e_phnum & 0xffff); i++) {
      ElfSegment p = file.getProgramHeader(i);
      if (p.p_type == ElfSegment.PT_LOAD) {
        loads.add(new Load(p.p_vaddr, (int) p.p_offset, (int) p.p_filesz, p.p_memsz, p.p_flags));
      }
    }
  }

  /**
   * Reads it.
   *
   * @param name for messages
   * @throws LinkException if it is not ELF64 for x86-64, or is cut off or inconsistent
   */
  public static ObjectFile read(String name, byte[] elf) {
    new ElfChecks(name, elf).check();
    try {
      return new ObjectFile(name, elf, ElfFile.from(elf));
    } catch (ElfException | IndexOutOfBoundsException | ClassCastException e) {
      throw new LinkException(name + ": malformed ELF file: " + e.getMessage());
    }
  }

  private void readSymbols(ElfSymbolTableSection table, ElfSectionHeader strings) {
    Symbol.Type[] types = Symbol.Type.values();
    for (ElfSymbol s : table.symbols) {
      int section = s.st_shndx & 0xffff;
      int type = s.st_info & 15;
      int binding = (s.st_info & 0xff) >> 4;
      if (section >= sections.size() && section < 0xff00 || section == 0xffff) {
        throw new LinkException(name + ": malformed ELF file: a symbol in section " + section);
      }
      ObjectSection in = section > 0 && section < 0xff00 ? sections.get(section) : null;
      String text = string(elf, strings, s.st_name);
      symbols.add(
          new Symbol(
              type == ElfSymbol.STT_SECTION && in != null && text.isEmpty() ? in.name() : text,
              s.st_value,
              s.st_size,
              // STT_GNU_IFUNC and the like are called as functions are.
              type < types.length ? types[type] : Symbol.Type.FUNC,
              switch (binding) {
                case ElfSymbol.BINDING_LOCAL -> Symbol.Binding.LOCAL;
                case ElfSymbol.BINDING_WEAK -> Symbol.Binding.WEAK;
                default -> Symbol.Binding.GLOBAL;
              },
              section,
              in == null ? "" : in.name()));
    }
  }

  private void readGroup(ObjectSection s, ElfSectionHeader h) {
    int count = (int) (s.size() / 4);
    if (count == 0 || h.sh_info < 0 || h.sh_info >= symbols.size()) {
      throw new LinkException(name + ": malformed ELF file: section group " + s.index());
    }
    int[] members = new int[count - 1];
    for (int i = 0; i < members.length; i++) {
      members[i] = s.word(4 * (i + 1));
      if (members[i] <= 0 || members[i] >= sections.size()) {
        throw new LinkException(name + ": malformed ELF file: section group " + s.index());
      }
    }
    groups.add(new Group(symbols.get(h.sh_info).name(), (s.word(0) & 1) != 0, members));
  }

  private String string(byte[] bytes, ElfSectionHeader table, int offset) {
    if (table == null || table.sh_type == ElfSectionHeader.SHT_NOBITS) {
      return "";
    }
    if (offset < 0 || offset >= table.sh_size) {
      if (offset == 0) {
        return "";
      }
      throw new LinkException(name + ": malformed ELF file: name outside the string table");
    }
    int from = (int) table.sh_offset + offset;
    int end = (int) (table.sh_offset + table.sh_size);
    int to = from;
    while (to < end && bytes[to] != 0) {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Decoded here, not by jelf, which makes an object of each field's parse. */
  List<Relocation> relocations(ObjectSection of, int section) {
    ObjectSection table = sections.get(section);
    int count = (int) (table.size() / 24);
    Relocation[] all = new Relocation[count];
    for (int i = 0; i < count; i++) {
      long offset = Bytes.i64(elf, table.fileOffset() + 24 * i);
      long info = Bytes.i64(elf, table.fileOffset() + 24 * i + 8);
      RelocationType type = RelocationType.of((int) info);
      int symbol = (int) (info >>> 32);
      if (type == null) {
        throw new LinkException(
            name + ": unsupported relocation type " + (int) info + " in " + of.name());
      }
      if (symbol < 0
          || symbol >= Math.max(1, symbols.size())
          || offset < 0
          || offset > of.size() - type.bytes()) {
        throw new LinkException(name + ": malformed ELF file: relocation in " + of.name());
      }
      all[i] =
          new Relocation(offset, type, symbol, Bytes.i64(elf, table.fileOffset() + 24 * i + 16));
    }
    return Arrays.asList(all);
  }

  public String name() {
    return name;
  }

  /** Its sections by ELF's section number; 0 is the empty one. */
  public List<ObjectSection> sections() {
    return sections;
  }

  /** Its symbols, in the file's order. */
  public List<Symbol> symbols() {
    return symbols;
  }

  /** Whether an executable (ET_EXEC) rather than a relocatable object. */
  public boolean isExecutable() {
    return executable;
  }

  /** The file as it was read; not to be changed. */
  public byte[] elf() {
    return elf;
  }

  long entry() {
    return entry;
  }

  List<Load> loads() {
    return loads;
  }

  List<Group> groups() {
    return groups;
  }
}

package fastpath.emulator.image;

import java.util.Arrays;
import java.util.List;

/** A section of an object file. */
public final class ObjectSection {
  static final long WRITE = 1;
  static final long ALLOC = 2;
  static final long EXECUTE = 4;
  static final long COMPRESSED = 0x800;
  static final long EXCLUDE = 0x80000000L;

  private final ObjectFile file;
  private final int index;
  private final String name;
  private final ElfHeaders.Section header;
  private final CompressedSection compressed;
  private int relocationSection;

  ObjectSection(ObjectFile file, int index, String name, ElfHeaders.Section header) {
    this.file = file;
    this.index = index;
    this.name = name;
    this.header = header;
    compressed =
        (header.flags() & COMPRESSED) != 0 && header.hasBytes()
            ? CompressedSection.of(file.name(), name, file.elf(), header)
            : null;
  }

  /** ELF's section number. */
  public int index() {
    return index;
  }

  public String name() {
    return name;
  }

  /** ELF's sh_type. */
  public int type() {
    return header.type();
  }

  /** ELF's sh_flags. */
  public long flags() {
    return header.flags();
  }

  /** ELF's sh_link. */
  int link() {
    return header.link();
  }

  /** The section's address; 0 in a relocatable object. */
  public long address() {
    return header.address();
  }

  /** True if the section is compressed in a way that is not supported. */
  boolean isUnreadable() {
    return compressed != null && !compressed.isZlib();
  }

  /** Alignment in bytes, a power of two. */
  public long align() {
    return Math.max(1, header.align());
  }

  /** Size in bytes, once decompressed; below 2 GiB. */
  public long size() {
    return compressed != null ? compressed.size() : header.size();
  }

  public boolean isCode() {
    return (header.flags() & EXECUTE) != 0;
  }

  boolean isAllocated() {
    return (header.flags() & ALLOC) != 0;
  }

  boolean hasBytes() {
    return header.hasBytes();
  }

  /** A copy of the contents; empty for a section without contents in the file (.bss). */
  public byte[] bytes() {
    if (compressed != null) {
      return compressed.bytes();
    }
    return hasBytes()
        ? Arrays.copyOfRange(file.elf(), fileOffset(), fileOffset() + (int) size())
        : new byte[0];
  }

  void copyTo(byte[] to, int at) {
    if (hasBytes()) {
      byte[] from = compressed != null ? compressed.bytes() : file.elf();
      System.arraycopy(from, compressed != null ? 0 : fileOffset(), to, at, (int) size());
    }
  }

  /** A little-endian 32-bit word of the contents. */
  int word(int at) {
    return ElfBytes.i32(file.elf(), fileOffset() + at);
  }

  /** A byte of the contents, 0 to 255. */
  int unsigned(long at) {
    return file.elf()[fileOffset() + (int) at] & 0xff;
  }

  /** Offset of the contents in the object, in bytes. */
  public int fileOffset() {
    return (int) header.offset();
  }

  void relocatedBy(int section) {
    relocationSection = section;
  }

  /**
   * What to relocate in it, in the file's order.
   *
   * @throws LinkException a relocation of an unknown type, or outside the section
   */
  public List<Relocation> relocations() {
    return relocationSection == 0 ? List.of() : file.relocations(this, relocationSection);
  }
}

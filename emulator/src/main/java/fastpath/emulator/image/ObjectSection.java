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

  /** Returns the section's number in the ELF file. */
  public int index() {
    return index;
  }

  public String name() {
    return name;
  }

  /** Returns the section's sh_type. */
  public int type() {
    return header.type();
  }

  /** Returns the section's sh_flags. */
  public long flags() {
    return header.flags();
  }

  /** Returns the section's sh_link. */
  int link() {
    return header.link();
  }

  /** Returns the section's address; 0 in a relocatable object. */
  public long address() {
    return header.address();
  }

  /** True if the section is compressed by a method that is not supported. */
  boolean isUnreadable() {
    return compressed != null && !compressed.isZlib();
  }

  /** Returns the section's alignment in bytes, a power of two. */
  public long align() {
    return Math.max(1, header.align());
  }

  /** Returns the section's size in bytes, once decompressed; below 2 GiB. */
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

  /**
   * Returns a copy of the section's contents; empty for a section without contents in the file
   * (.bss).
   */
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

  /** Returns the little-endian 32-bit word at an offset of the contents. */
  int word(int at) {
    return ElfBytes.i32(file.elf(), fileOffset() + at);
  }

  /** Returns the byte at an offset of the contents, 0 to 255. */
  int unsigned(long at) {
    return file.elf()[fileOffset() + (int) at] & 0xff;
  }

  /** Returns the offset of the section's contents in the file, in bytes. */
  public int fileOffset() {
    return (int) header.offset();
  }

  void relocatedBy(int section) {
    relocationSection = section;
  }

  /**
   * Returns the section's relocations in the file's order.
   *
   * @throws LinkException if a relocation is of an unknown type or lies outside of the section
   */
  public List<Relocation> relocations() {
    return relocationSection == 0 ? List.of() : file.relocations(this, relocationSection);
  }
}

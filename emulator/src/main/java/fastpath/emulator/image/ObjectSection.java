package fastpath.emulator.image;

import java.util.Arrays;
import java.util.List;

/** A section of an object file. */
public final class ObjectSection {
  static final int NOBITS = 8;
  static final long WRITE = 1;
  static final long ALLOC = 2;
  static final long EXECUTE = 4;
  static final long COMPRESSED = 0x800;
  static final long EXCLUDE = 0x80000000L;

  private final ObjectFile file;
  private final int index;
  private final String name;
  private final int type;
  private final long flags;
  private final long address;
  private final long align;
  private final long size;
  private final int offset;
  private int relocationSection;

  ObjectSection(
      ObjectFile file,
      int index,
      String name,
      int type,
      long flags,
      long address,
      long align,
      long size,
      int offset) {
    this.file = file;
    this.index = index;
    this.name = name;
    this.type = type;
    this.flags = flags;
    this.address = address;
    this.align = align;
    this.size = size;
    this.offset = offset;
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
    return type;
  }

  /** ELF's sh_flags. */
  public long flags() {
    return flags;
  }

  /** 0 in a relocatable object. */
  public long address() {
    return address;
  }

  /** A power of two. */
  public long align() {
    return align;
  }

  /** In bytes; below 2 GiB. */
  public long size() {
    return size;
  }

  public boolean isCode() {
    return (flags & EXECUTE) != 0;
  }

  boolean isAllocated() {
    return (flags & ALLOC) != 0;
  }

  boolean hasBytes() {
    return type != NOBITS;
  }

  /** A copy of its contents; empty if it has none in the file (.bss). */
  public byte[] bytes() {
    return hasBytes() ? Arrays.copyOfRange(file.elf(), offset, offset + (int) size) : new byte[0];
  }

  void copyTo(byte[] to, int at) {
    if (hasBytes()) {
      System.arraycopy(file.elf(), offset, to, at, (int) size);
    }
  }

  /** Little-endian 32-bit word of its contents. */
  int word(int at) {
    return Bytes.i32(file.elf(), offset + at);
  }

  int fileOffset() {
    return offset;
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

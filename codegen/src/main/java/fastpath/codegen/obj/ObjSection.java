package fastpath.codegen.obj;

import java.util.ArrayList;
import java.util.List;

/** A section of an object being written. */
public final class ObjSection {
  public static final int PROGBITS = 1;
  public static final int NOTE = 7;
  public static final int NOBITS = 8;
  public static final int INIT_ARRAY = 14;
  public static final int FINI_ARRAY = 15;
  public static final int PREINIT_ARRAY = 16;
  public static final int GROUP = 17;

  /** The section flag SHF_GROUP, which members of groups have. */
  public static final long SHF_GROUP = 0x200;

  public final String name;

  /** The section type (SHT_). */
  public final int type;

  /** The section flags (SHF_). */
  public final long flags;

  public final long entsize;

  /** The alignment in bytes, a power of two. */
  public long align = 1;

  /** The contents; empty for NOBITS. */
  public byte[] data = new byte[0];

  /** The size in memory in bytes; if the section has contents, their length. */
  public long size;

  public final List<ObjReloc> relocs = new ArrayList<>();

  /**
   * The data of a group: its members, the symbol that names it, and whether the linker keeps one of
   * several copies.
   */
  public final List<ObjSection> members = new ArrayList<>();

  public ObjSymbol signature;
  public boolean comdat;

  int index;

  public ObjSection(String name, int type, long flags, long entsize) {
    this.name = name;
    this.type = type;
    this.flags = flags;
    this.entsize = entsize;
  }

  public void setData(byte[] bytes) {
    data = bytes;
    size = bytes.length;
  }
}

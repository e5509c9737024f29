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

  public final String name;

  /** SHT_. */
  public final int type;

  /** SHF_. */
  public final long flags;

  public final long entsize;

  /** Bytes, a power of two. */
  public long align = 1;

  /** The contents; empty for NOBITS. */
  public byte[] data = new byte[0];

  /** Bytes in memory; of a section with contents their length. */
  public long size;

  public final List<ObjReloc> relocs = new ArrayList<>();

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

package fastpath.codegen.ir;

import java.util.ArrayList;
import java.util.List;

/** A variable of static storage. */
public final class Global {
  /** At {@code offset}, 8 bytes (or 4 if {@code bytes} says so) hold symbol + addend. */
  public record Reloc(long offset, int bytes, String symbol, long addend) {}

  public final String name;

  /** Section name, or null for {@code .data}, {@code .bss} or {@code .rodata} as contents say. */
  public String section;

  /** Alignment in bytes. */
  public int align = 1;

  /** Size in bytes; contents beyond {@link #bytes} are zero. */
  public long size;

  /** Initial contents, may be shorter than {@link #size}. */
  public byte[] bytes = new byte[0];

  public final List<Reloc> relocs = new ArrayList<>();
  public boolean isStatic;
  public boolean isConst;
  public boolean isWeak;
  public boolean isUsed;

  public Global(String name, long size, int align) {
    this.name = name;
    this.size = size;
    this.align = align;
  }

  /** Whether all contents are zero: it can stand in a section without contents. */
  public boolean isZero() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return relocs.isEmpty();
  }
}

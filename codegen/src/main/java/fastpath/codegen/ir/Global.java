package fastpath.codegen.ir;

import java.util.ArrayList;
import java.util.List;

/** A variable of static storage. */
public final class Global {
  /**
   * A field of 8 bytes (or 4 if {@code bytes} says so) at {@code offset} that holds symbol +
   * addend.
   */
  public record Reloc(long offset, int bytes, String symbol, long addend) {}

  public final String name;

  /**
   * Section name; null for {@code .data}, {@code .bss} or {@code .rodata}, as the contents decide.
   */
  public String section;

  /** Alignment in bytes. */
  public int align = 1;

  /** Size in bytes; contents beyond {@link #bytes} are zero. */
  public long size;

  /** Initial contents; they may be shorter than {@link #size}. */
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

  /** True if all contents are zero, so that the variable can be in a section without contents. */
  public boolean isZero() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return relocs.isEmpty();
  }
}

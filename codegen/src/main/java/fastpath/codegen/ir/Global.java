package fastpath.codegen.ir;

import java.util.ArrayList;
import java.util.List;

/** A variable with static storage duration. */
public final class Global {
  /**
   * A relocated field at {@code offset} with the value symbol + addend; 8 bytes, or 4 if {@code
   * bytes} says so.
   *
   * @param minus the label that is subtracted from the label {@code symbol}, or null
   */
  public record Reloc(long offset, int bytes, String symbol, String minus, long addend) {}

  public final String name;

  /**
   * The section name; null for {@code .data}, {@code .bss} or {@code .rodata}, depending on the
   * contents.
   */
  public String section;

  /** The alignment in bytes. */
  public int align = 1;

  /** The size in bytes; contents beyond {@link #bytes} are zero. */
  public long size;

  /** The initial contents, which may be shorter than {@link #size}. */
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

  /** True if all contents are zero, so that the variable can be in a section of type NOBITS. */
  public boolean isZero() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return relocs.isEmpty();
  }
}

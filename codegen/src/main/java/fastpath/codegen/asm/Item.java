package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import fastpath.emulator.isa.Insn;
import java.util.List;

/** An item of a section, such as an instruction, a label, data or space. */
public sealed interface Item
    permits Item.Code,
        Item.Label,
        Item.Data,
        Item.Leb,
        Item.Bytes,
        Item.Space,
        Item.Fill,
        Item.Align,
        Item.Org,
        Cfi {
  /**
   * An instruction.
   *
   * @param insn the instruction; a symbolic operand holds an {@link RelocatableExpr}
   * @param loc the source place of the instruction; null if unknown
   */
  record Code(Insn insn, Loc loc) implements Item {}

  record Label(String name) implements Item {}

  /**
   * Numbers of one width.
   *
   * @param width the size of each number in bytes: 1, 2, 4 or 8
   */
  record Data(int width, List<RelocatableExpr> values) implements Item {
    public static Data of(int width, RelocatableExpr... values) {
      return new Data(width, List.of(values));
    }
  }

  /** A LEB128 number: {@code .uleb128} or {@code .sleb128}. */
  record Leb(boolean signed, RelocatableExpr value) implements Item {}

  record Bytes(byte[] bytes) implements Item {}

  /**
   * Space of a constant size.
   *
   * @param count the number of bytes
   * @param fill the value of each byte
   */
  record Space(long count, int fill) implements Item {}

  /**
   * Repeated values whose count may depend on the layout.
   *
   * @param count the number of values
   * @param width the size of each value in bytes, 0 to 8
   */
  record Fill(RelocatableExpr count, int width, long value) implements Item {}

  /**
   * An alignment of the next item.
   *
   * @param bytes the alignment in bytes, a power of two
   * @param fill the pattern of the padding; null for nops in code and zeros in other sections
   * @param max the number of padding bytes above which the alignment is skipped; 0 for no limit
   */
  record Align(int bytes, Pattern fill, int max) implements Item {
    /**
     * Returns an alignment with the section's default padding: nops in code, zeros in other
     * sections.
     */
    public static Align to(int bytes) {
      return new Align(bytes, null, 0);
    }

    /** Returns an alignment whose padding is zeros even in code. */
    public static Align zeros(int bytes) {
      return new Align(bytes, new Pattern(1, 0), 0);
    }
  }

  /**
   * The pattern of an alignment's padding.
   *
   * @param width the size of the pattern in bytes: 1, 2 or 4
   */
  record Pattern(int width, long value) {}

  /** A {@code .org} directive: the offset in the section at which the next item is placed. */
  record Org(RelocatableExpr target, int fill) implements Item {}
}

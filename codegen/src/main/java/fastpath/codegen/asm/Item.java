package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import fastpath.emulator.isa.Insn;
import java.util.List;

/** A part of a section. */
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
   * @param insn symbolic operands carry an {@link RelocatableExpr}
   * @param loc where it comes from; null when unknown
   */
  record Code(Insn insn, Loc loc) implements Item {}

  record Label(String name) implements Item {}

  /**
   * Numbers.
   *
   * @param width bytes each: 1, 2, 4 or 8
   */
  record Data(int width, List<RelocatableExpr> values) implements Item {
    public static Data of(int width, RelocatableExpr... values) {
      return new Data(width, List.of(values));
    }
  }

  /** {@code .uleb128} or {@code .sleb128}. */
  record Leb(boolean signed, RelocatableExpr value) implements Item {}

  record Bytes(byte[] bytes) implements Item {}

  /**
   * Space of a constant size.
   *
   * @param count bytes
   * @param fill each byte
   */
  record Space(long count, int fill) implements Item {}

  /**
   * Repeated values whose count may depend on the layout.
   *
   * @param count how many values
   * @param width bytes of each, 0 to 8
   */
  record Fill(RelocatableExpr count, int width, long value) implements Item {}

  /**
   * Alignment.
   *
   * @param bytes a power of two
   * @param fill repeated, or null: nops in code, zero elsewhere
   * @param max number of bytes beyond which the alignment is skipped; 0 for no limit
   */
  record Align(int bytes, Pattern fill, int max) implements Item {
    /** An alignment with the usual filling of the section: nops in code, zeros elsewhere. */
    public static Align to(int bytes) {
      return new Align(bytes, null, 0);
    }

    /** An alignment that is filled with zeros even in code. */
    public static Align zeros(int bytes) {
      return new Align(bytes, new Pattern(1, 0), 0);
    }
  }

  /**
   * The filling of an alignment.
   *
   * @param width bytes: 1, 2 or 4
   */
  record Pattern(int width, long value) {}

  /** {@code .org}: the place in the section to go on from. */
  record Org(RelocatableExpr target, int fill) implements Item {}
}

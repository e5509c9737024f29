package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import fastpath.emulator.isa.Encoded;
import fastpath.emulator.isa.Insn;

/**
 * A fragment of a section: fixed bytes, followed by at most one part whose size the layout decides.
 * GNU as divides sections in the same way.
 */
final class Frag {
  /** The part of a fragment whose size the layout decides, after the fixed bytes. */
  sealed interface Tail {}

  /** A jmp or jcc to a symbol. */
  record Jump(Insn insn, Encoded brief, RelocatableExpr target) implements Tail {}

  record Align(int bytes, Item.Pattern fill, int max) implements Tail {}

  record Fill(RelocatableExpr count, int width, long value) implements Tail {}

  record Org(RelocatableExpr target, int fill) implements Tail {}

  record Leb(boolean signed, RelocatableExpr value) implements Tail {}

  /** A position of a label or a call-frame directive: a fragment and an offset in it. */
  record Mark(Frag frag, int offset) {
    long address() {
      return frag.address + offset;
    }
  }

  final SectionLayout section;

  /** The start of the fixed bytes in the section's buffer. */
  final int start;

  int end;

  /**
   * The part after the fixed bytes; null only while the fragment is open, and for the last fragment
   * of a section.
   */
  Tail tail;

  Loc at;

  /** The size of the tail in bytes. */
  long tailSize;

  /** True for a jump that needs a relocation and therefore has the long form. */
  boolean relocated;

  long address;

  /** The number of alignments and {@code .org} directives that precede the fragment. */
  int region;

  /** The number of the last relaxation pass that visited the fragment. */
  int pass;

  Frag(SectionLayout section, int start) {
    this.section = section;
    this.start = start;
    this.end = start;
  }

  long tailAddress() {
    return address + (end - start);
  }
}

package fastpath.emulator.isa;

/** Bytes of an instruction, from its row's encoding. */
public final class Encoder {
  private Encoder() {}

  /**
   * Encodes at an address. Symbols take fields of 4 bytes (8 for movabs); branches to symbols are
   * rel32, branches to addresses the shortest that reaches.
   */
  public static Encoded encode(Insn insn, long address) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * The rel8 form of a jmp or jcc, with a fixup of 1 byte if its target is a symbol.
   *
   * @throws IllegalArgumentException if the instruction has none
   */
  public static Encoded encodeShort(Insn insn) {
    throw new UnsupportedOperationException("to come");
  }
}

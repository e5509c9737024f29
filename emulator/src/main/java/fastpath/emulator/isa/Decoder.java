package fastpath.emulator.isa;

/** Instructions from bytes, by tables indexed by opcode that come from the rows. */
public final class Decoder {
  private Decoder() {}

  /**
   * Decodes the instruction at code[offset]; bytes at limit and beyond are not looked at.
   *
   * @throws IsaException if it is none, is cut off by limit, or is of a set left out
   */
  public static Decoded decode(byte[] code, int offset, int limit, long address) {
    throw new UnsupportedOperationException("to come");
  }
}

package fastpath.emulator.isa;

/**
 * An instruction where it was found.
 *
 * @param address of its first byte
 * @param length in bytes, 1..15
 */
public record Decoded(long address, int length, byte[] bytes, Insn insn) {
  /** The address after it. */
  public long next() {
    return address + length;
  }
}

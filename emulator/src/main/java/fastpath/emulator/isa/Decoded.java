package fastpath.emulator.isa;

/**
 * An instruction where it was found.
 *
 * @param address of its first byte
 * @param length in bytes, 1..15
 * @param cpu the maker whose CPUs read the bytes so
 */
public record Decoded(long address, int length, byte[] bytes, Insn insn, CpuProfile cpu) {
  /** The same as Intel's CPUs read it. */
  public Decoded(long address, int length, byte[] bytes, Insn insn) {
    this(address, length, bytes, insn, CpuProfile.INTEL);
  }

  /** The address after it. */
  public long next() {
    return address + length;
  }
}

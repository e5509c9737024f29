package fastpath.emulator.isa;

/**
 * A decoded instruction with its address.
 *
 * @param address address of the instruction's first byte
 * @param length length in bytes, 1..15
 * @param cpu the maker whose CPUs decode the bytes in this way
 */
public record Decoded(long address, int length, byte[] bytes, Insn insn, CpuProfile cpu) {
  /** Creates an instruction as Intel's CPUs decode it. */
  public Decoded(long address, int length, byte[] bytes, Insn insn) {
    this(address, length, bytes, insn, CpuProfile.INTEL);
  }

  /** Returns the address after the instruction. */
  public long next() {
    return address + length;
  }
}

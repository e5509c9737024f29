package fastpath.emulator.isa;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A test case: an instruction with the state in which it starts.
 *
 * @param cpu the maker of the CPUs for which the case is meant
 * @param form the row that the case tests
 * @param insn the decoded instruction; null if the emulator decodes none
 * @param address address of the code, in the text of {@link SiliconMemory}
 * @param registers the general registers, by encoding number
 * @param bases true if the bases of FS and GS matter, which are slow to set on the CPU
 */
record SiliconCase(
    CpuProfile cpu,
    Form form,
    Insn insn,
    byte[] code,
    long address,
    long[] registers,
    long flags,
    boolean bases,
    long fsBase,
    long gsBase,
    List<Patch> patches) {

  /** Bytes of the data that differ from the background pattern; at most 32. */
  record Patch(long address, byte[] bytes) {}

  /** The state after a case, as far as user code sees it. */
  record After(
      long[] registers,
      long rip,
      long flags,
      long fsBase,
      long gsBase,
      Fault fault,
      Change change) {
    boolean faulted() {
      return fault != null;
    }
  }

  /**
   * @param kind name of the fault, as in {@link fastpath.emulator.machine.Fault.Kind}, or the CPU's
   *     vector
   * @param address the address of a page fault, else 0
   * @param error the error code, for a page fault without the user bit; 0 if there is none
   */
  record Fault(String kind, long address, int error) {
    private static final int ERROR_PRESENT = 1;
    private static final int ERROR_USER = 4;

    /**
     * Lowest address for which Linux hides from user code what is mapped, and reports all pages as
     * present.
     */
    private static final long KERNEL_FROM = 0x7ffffffff000L;

    /**
     * Returns a page fault; the CPU runs the case in user mode and the emulator in kernel mode, so
     * the user bit is cleared.
     */
    static Fault page(long address, int error) {
      boolean hidden = Long.compareUnsigned(address, KERNEL_FROM) >= 0;
      return new Fault("#PF", address, error & ~ERROR_USER & (hidden ? ~ERROR_PRESENT : -1));
    }
  }

  /** The bytes from the first to the last one that changed; empty if none changed. */
  record Change(long address, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Change c
          && bytes.length == c.bytes.length
          && (bytes.length == 0 || address == c.address && Arrays.equals(bytes, c.bytes));
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      int shown = Math.min(bytes.length, 24);
      String hex = HexFormat.of().formatHex(bytes, 0, shown);
      return bytes.length == 0
          ? "no change"
          : bytes.length + " bytes at " + Long.toHexString(address) + ": " + hex;
    }
  }

  /** Returns the same case with an equal array of code bytes. */
  SiliconCase withCode(byte[] equal) {
    return new SiliconCase(
        cpu, form, insn, equal, address, registers, flags, bases, fsBase, gsBase, patches);
  }

  /** Returns the decoded instruction; insn must not be null. */
  Decoded decoded() {
    return new Decoded(address, code.length, code, insn, cpu);
  }

  long next() {
    return address + code.length;
  }

  SiliconCase with(long[] newRegisters, long newFlags, List<Patch> newPatches) {
    return new SiliconCase(
        cpu,
        form,
        insn,
        code,
        address,
        newRegisters,
        newFlags,
        bases,
        fsBase,
        gsBase,
        List.copyOf(newPatches));
  }

  /** Writes the case in the format that silicon.c reads. */
  void write(ByteBuffer to) {
    for (long register : registers) {
      to.putLong(register);
    }
    to.putLong(flags).putLong(fsBase).putLong(gsBase).putLong(address);
    to.put(Arrays.copyOf(code, 16)).put((byte) code.length).put((byte) patches.size());
    to.put((byte) (bases ? 1 : 0)).put(new byte[5]);
    for (Patch patch : patches) {
      to.putLong(patch.address).putLong(patch.bytes.length).put(Arrays.copyOf(patch.bytes, 32));
    }
  }

  /** Returns one line from which the case can be reconstructed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(insn == null ? "(bad)" : Att.source(insn));
    text.append(" [").append(HexFormat.ofDelimiter(" ").formatHex(code)).append("] from");
    for (int i = 0; i < 16; i++) {
      if (registers[i] != 0) {
        text.append(' ').append(State.gpr(i)).append('=').append(Long.toHexString(registers[i]));
      }
    }
    text.append(" rip=").append(Long.toHexString(address));
    text.append(" flags=").append(Long.toHexString(flags));
    if (bases) {
      text.append(" fs=").append(Long.toHexString(fsBase));
      text.append(" gs=").append(Long.toHexString(gsBase));
    }
    for (Patch patch : patches) {
      text.append(" m").append(Long.toHexString(patch.address)).append('=');
      text.append(HexFormat.of().formatHex(patch.bytes));
    }
    return text.toString();
  }
}

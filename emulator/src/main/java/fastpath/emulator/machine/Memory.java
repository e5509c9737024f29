package fastpath.emulator.machine;

/** Guest memory: regions with permissions in a 64-bit address space. */
public final class Memory {
  public static final int READ = 1;
  public static final int WRITE = 2;
  public static final int EXECUTE = 4;

  /** The page is the user's: kernel accesses need RFLAGS.AC (SMAP), fetches are refused (SMEP). */
  public static final int USER = 8;

  /**
   * Maps zeroed memory.
   *
   * @param permissions of READ, WRITE, EXECUTE, USER
   * @throws IllegalArgumentException if it overlaps another region, wraps, is not canonical, or is
   *     larger than 1 GiB
   */
  public void map(long address, long length, int permissions, String name) {
    throw new UnsupportedOperationException("to come");
  }

  /** Removes the region that starts at an address. */
  public void unmap(long address) {
    throw new UnsupportedOperationException("to come");
  }

  /** Copies out, whatever the permissions. {@link GuestFault} where nothing is mapped. */
  public byte[] read(long address, int length) {
    throw new UnsupportedOperationException("to come");
  }

  /** Copies in, whatever the permissions. {@link GuestFault} where nothing is mapped. */
  public void write(long address, byte[] bytes) {
    throw new UnsupportedOperationException("to come");
  }

  /** A little-endian value of 1, 2, 4 or 8 bytes, zero-extended, whatever the permissions. */
  public long peek(long address, int bytes) {
    throw new UnsupportedOperationException("to come");
  }

  /** Stores a little-endian value of 1, 2, 4 or 8 bytes, whatever the permissions. */
  public void poke(long address, long value, int bytes) {
    throw new UnsupportedOperationException("to come");
  }
}

package fastpath.emulator.machine;

/**
 * Contiguous memory of one kind.
 *
 * @param address of its first byte
 * @param permissions bits of {@link Memory}
 */
public record Mapping(long address, byte[] bytes, int permissions, String name) {
  public long size() {
    return bytes.length;
  }
}

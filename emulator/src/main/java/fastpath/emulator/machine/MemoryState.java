package fastpath.emulator.machine;

/** What {@link Memory#save} found mapped, and the bytes that were there. */
public final class MemoryState {
  private final Region[] regions;
  private final byte[][] bytes;

  MemoryState(Region[] regions) {
    this.regions = regions.clone();
    bytes = new byte[regions.length][];
    for (int i = 0; i < regions.length; i++) {
      bytes[i] = regions[i].bytes().clone();
    }
  }

  Region[] regions() {
    return regions;
  }

  byte[] bytes(int region) {
    return bytes[region];
  }
}

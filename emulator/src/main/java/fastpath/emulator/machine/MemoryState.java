package fastpath.emulator.machine;

/** What {@link Memory#save} found mapped, and the bytes that were there. */
public final class MemoryState {
  private final Mapping[] mappings;
  private final byte[][] bytes;

  MemoryState(Mapping[] mappings) {
    this.mappings = mappings.clone();
    bytes = new byte[mappings.length][];
    for (int i = 0; i < mappings.length; i++) {
      bytes[i] = mappings[i].bytes().clone();
    }
  }

  Mapping[] mappings() {
    return mappings;
  }

  byte[] bytes(int mapping) {
    return bytes[mapping];
  }
}

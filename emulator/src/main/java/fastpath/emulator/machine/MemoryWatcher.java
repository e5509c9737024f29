package fastpath.emulator.machine;

/** A listener that is called for each access to a memory. */
@FunctionalInterface
public interface MemoryWatcher {
  /**
   * Called before a store, and before or after a load. The fetch of instructions is not an access.
   *
   * @param bytes number of bytes, 1 or more; an access that crosses two mappings is told in parts
   */
  void accessed(long address, int bytes, boolean store);
}

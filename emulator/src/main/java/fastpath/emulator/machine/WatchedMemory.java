package fastpath.emulator.machine;

import fastpath.emulator.snapshot.AccessLog;
import fastpath.emulator.snapshot.DirtyPages;

/** Tells a watcher the addresses of the accesses that a memory logs by mapping and offset. */
record WatchedMemory(Memory memory, MemoryWatcher watcher) implements AccessLog {
  @Override
  public void read(DirtyPages mapping, int offset, int bytes) {
    watcher.accessed(memory.address(mapping) + offset, bytes, false);
  }

  @Override
  public void written(DirtyPages mapping, int offset, int bytes) {
    watcher.accessed(memory.address(mapping) + offset, bytes, true);
  }

  /** A watcher needs no complete record. */
  @Override
  public void lost() {}
}

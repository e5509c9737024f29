package fastpath.emulator.machine;

import fastpath.emulator.snapshot.DirtyPages;
import fastpath.emulator.snapshot.ReadLog;
import fastpath.emulator.snapshot.ReadSet;
import fastpath.emulator.snapshot.WriteSet;

/** Repeats in a memory what a part of a run has done there. No log is told. */
public final class Replay {
  private final Memory memory;

  /** Of a memory. */
  public Replay(Memory memory) {
    this.memory = memory;
  }

  /** What has been stored according to a log, as it is now; null if the log says nothing. */
  public WriteSet writes(ReadLog log) {
    Mappings mappings = memory.mapped();
    return log.writeSet(mappings.dirty(), i -> mappings.get(i).bytes());
  }

  /** Stores it again, where the same is mapped. */
  public void store(WriteSet writes) {
    Mappings mappings = memory.mapped();
    writes.put(i -> mappings.get(i).bytes());
  }

  /** Stores some bits of the 8 bytes at an offset in a mapping. */
  public void store(DirtyPages mapping, int offset, long value, long bits) {
    Mappings mappings = memory.mapped();
    for (int i = 0; i < mappings.size(); i++) {
      Mapping m = mappings.get(i);
      if (m.dirty() == mapping) {
        long others = Bytes.load(m.bytes(), offset, Long.BYTES) & ~bits;
        Mapping.store8(m, offset, value & bits | others);
      }
    }
  }

  /** Notes in a log what a part of a run is known to load first, and to store. */
  public void note(ReadLog log, ReadSet reads, WriteSet writes) {
    DirtyPages[] all = memory.mapped().dirty();
    log.goesOn(all, reads);
    log.stores(all, writes);
  }
}

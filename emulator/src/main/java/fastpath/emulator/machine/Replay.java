package fastpath.emulator.machine;

import fastpath.emulator.snapshot.DirtyPages;
import fastpath.emulator.snapshot.ReadLog;
import fastpath.emulator.snapshot.ReadSet;
import fastpath.emulator.snapshot.WriteSet;

/** Repeats in a memory the stores of a known part of a run. The repeated stores are not logged. */
public final class Replay {
  private final Memory memory;

  /** Creates a replay for a memory. */
  public Replay(Memory memory) {
    this.memory = memory;
  }

  /** Returns the write set of a log, with the present values; null if the log is unusable. */
  public WriteSet writes(ReadLog log) {
    Mappings mappings = memory.mapped();
    return log.writeSet(mappings.dirty(), i -> mappings.get(i).bytes());
  }

  /** Makes the stores of a write set again, in a memory with the same mappings. */
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

  /** Adds to a log the read set and the write set of a known part of a run. */
  public void note(ReadLog log, ReadSet reads, WriteSet writes) {
    DirtyPages[] all = memory.mapped().dirty();
    log.goesOn(all, reads);
    log.stores(all, writes);
  }
}

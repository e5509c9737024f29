package fastpath.emulator.explore;

import java.util.List;

/**
 * Memory at one moment, as several CPUs see it; immutable. The implementation defines what a memory
 * model allows: {@link Tso} and {@link Sc}.
 */
public interface SharedMemory {
  /**
   * A store that only its own CPU sees.
   *
   * @param value zero-extended
   */
  record Pending(long address, int bytes, long value) {}

  /** The value of a load of up to 8 bytes, zero-extended. */
  long load(int cpu, long address, int bytes);

  /** True if other CPUs do not see an issued store until it drains. */
  boolean holdsBack();

  /** Issues a store. */
  SharedMemory store(int cpu, long address, long value, int bytes);

  /** The pending stores of a CPU, the oldest first. */
  List<Pending> pending(int cpu);

  /** True if a CPU has no pending store. */
  boolean isDrained(int cpu);

  /** Drains the oldest pending store of a CPU to memory. */
  SharedMemory drain(int cpu);

  /** Changes memory for all CPUs. */
  SharedMemory write(long address, long value, int bytes);

  /** Numbers of words, for code that reasons about accesses. */
  Words words();

  /** The word of a pending store, by its position in the buffer. */
  int pendingWord(int cpu, int place);

  /** Number of pending stores of a CPU. */
  int pendingCount(int cpu);

  /** Number of ints that {@link #write(Interner, int[], int)} writes. */
  int keySize();

  /** Encodes this moment as ints. */
  void write(Interner<Row> rows, int[] key, int at);

  /** Decodes a moment from ints. */
  SharedMemory read(Interner<Row> rows, int[] key, int at);
}

package fastpath.emulator.explore;

import java.util.List;

/**
 * The state of memory as several CPUs see it, with the pending stores of each CPU; immutable. The
 * implementations {@link Tso} and {@link Sc} define what their memory models allow.
 */
public interface SharedMemory {
  /**
   * A pending store, which only the CPU that has issued the store sees.
   *
   * @param value the stored value, zero-extended
   */
  record Pending(long address, int bytes, long value) {}

  /** Returns the value of a load of up to 8 bytes, zero-extended. */
  long load(int cpu, long address, int bytes);

  /** True if other CPUs do not see an issued store until the store drains. */
  boolean holdsBack();

  /** Returns the memory after a store is issued. */
  SharedMemory store(int cpu, long address, long value, int bytes);

  /** Returns the pending stores of a CPU, the oldest first. */
  List<Pending> pending(int cpu);

  /** True if a CPU has no pending store. */
  boolean isDrained(int cpu);

  /** Returns the memory after the oldest pending store of a CPU has drained. */
  SharedMemory drain(int cpu);

  /** Returns the memory after a change that all CPUs see at once. */
  SharedMemory write(long address, long value, int bytes);

  /** Returns the numbers of the words, which code that compares accesses uses. */
  Words words();

  /**
   * Returns the number of the word of a pending store, given the store's position in the buffer.
   */
  int pendingWord(int cpu, int place);

  /** Returns the number of pending stores of a CPU. */
  int pendingCount(int cpu);

  /** Returns the number of ints that {@link #write(Interner, int[], int)} writes. */
  int keySize();

  /** Encodes this memory state as ints. */
  void write(Interner<Row> rows, int[] key, int at);

  /** Decodes a memory state from ints. */
  SharedMemory read(Interner<Row> rows, int[] key, int at);
}

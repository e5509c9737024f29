package fastpath.emulator.explore;

import java.util.List;

/**
 * Memory as several CPUs see it, at one moment; immutable. What a memory model allows is what its
 * implementation does: {@link Tso} and {@link Sc}.
 */
public interface SharedMemory {
  /**
   * A store that only its own CPU sees yet.
   *
   * @param value zero-extended
   */
  record Pending(long address, int bytes, long value) {}

  /** What a load of up to 8 bytes yields, zero-extended. */
  long load(int cpu, long address, int bytes);

  /** Whether a store that is issued is not seen by others until it is drained. */
  boolean holdsBack();

  /** Issues a store. */
  SharedMemory store(int cpu, long address, long value, int bytes);

  /** What a CPU's stores have not reached, the oldest first. */
  List<Pending> pending(int cpu);

  /** The same without its contents. */
  boolean isDrained(int cpu);

  /** The oldest pending store reaches memory. */
  SharedMemory drain(int cpu);

  /** Changes memory for all to see. */
  SharedMemory write(long address, long value, int bytes);

  /** Words by number, for those that reason about accesses. */
  Words words();

  /** The word of a pending store, by its place in the order. */
  int pendingWord(int cpu, int place);

  /** How many stores are pending. */
  int pendingCount(int cpu);

  /** How many numbers {@link #write(Interner, int[], int)} takes. */
  int keySize();

  /** Writes numbers that stand for this moment. */
  void write(Interner<Row> rows, int[] key, int at);

  /** The moment that numbers stand for. */
  SharedMemory read(Interner<Row> rows, int[] key, int at);
}

package fastpath.emulator.count;

import fastpath.emulator.isa.Decoded;
import java.util.List;

/** What each instruction of a call did, by address; immutable. */
public final class Profile {
  /**
   * One instruction.
   *
   * @param count number of times it retired
   * @param ownCount number of times in the called function itself (see {@link
   *     Counters#ownInstructions})
   * @param iterations iterations of its rep prefix
   * @param taken number of times it transferred control
   * @param loads memory reads over all executions
   * @param stores memory writes over all executions
   * @param frame true if it is known to belong to a frame ({@link fastpath.emulator.frames.Frames})
   */
  public record Entry(
      Decoded insn,
      long count,
      long ownCount,
      long iterations,
      long taken,
      long loads,
      long stores,
      long loadBytes,
      long storeBytes,
      boolean frame) {
    public long address() {
      return insn.address();
    }
  }

  /** Called by {@link #forEach} for each instruction. */
  @FunctionalInterface
  public interface Visitor {
    void visit(long address, long count, Decoded insn);
  }

  public static final Profile EMPTY = new Profile(List.of());

  private final List<Entry> entries;

  /** Entries in order of address. */
  public Profile(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Every instruction that retired at least once or iterated, in order of address. */
  public List<Entry> entries() {
    return entries;
  }

  public void forEach(Visitor visitor) {
    for (Entry e : entries) {
      visitor.visit(e.address(), e.count(), e.insn());
    }
  }

  /** Number of times that the instruction at an address retired. */
  public long count(long address) {
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(entries.get(middle).address(), address);
      if (order == 0) {
        return entries.get(middle).count();
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return 0;
  }
}

package fastpath.emulator.count;

import fastpath.emulator.isa.Decoded;
import java.util.List;

/** The counts of each instruction that a call has executed, by address; immutable. */
public final class Profile {
  /**
   * The counts of one instruction.
   *
   * @param count number of times that the instruction retired
   * @param ownCount number of times that the instruction retired in the called function itself (see
   *     {@link Counters#ownInstructions})
   * @param iterations number of iterations of the instruction's rep prefix
   * @param taken number of times that the instruction transferred control
   * @param loads memory reads over all executions
   * @param stores memory writes over all executions
   * @param frame true if the instruction is known to build or undo a stack frame ({@link
   *     fastpath.emulator.frames.Frames})
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

  /** Receives each instruction from {@link #forEach}. */
  @FunctionalInterface
  public interface Visitor {
    void visit(long address, long count, Decoded insn);
  }

  public static final Profile EMPTY = new Profile(List.of());

  private final List<Entry> entries;

  /** Returns the entries in order of address. */
  public Profile(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Calls a visitor for every instruction that retired or iterated at least once, in order of
   * address.
   */
  public List<Entry> entries() {
    return entries;
  }

  public void forEach(Visitor visitor) {
    for (Entry e : entries) {
      visitor.visit(e.address(), e.count(), e.insn());
    }
  }

  /** Returns the number of times that the instruction at an address retired. */
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

package fastpath.emulator.translate.gen;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.ArrayList;
import java.util.List;

/**
 * The status flags that have not been computed at a point of a passage, with their sources. The
 * sources are the flag operation and operands in the local variables of the last merge point, and
 * the instructions since that point.
 *
 * @param merged true if the local variables of the merge point describe flags; false if all flags
 *     were materialised there
 * @param producers the instructions since the merge point that produce flags, oldest first
 */
record LazyFlags(boolean merged, List<Producer> producers) {
  static final LazyFlags MATERIALISED = new LazyFlags(false, List.of());
  static final LazyFlags MERGED = new LazyFlags(true, List.of());

  /**
   * An instruction that produces flags.
   *
   * @param mask the flags that no later instruction overwrites
   * @param keeps true for shifts and rotates, which leave the flags unchanged if the count is 0;
   *     argument c is then the previous flags
   * @param slot number of the slot of local variables that holds the operands
   */
  record Producer(
      Fn fn, int bits, long mask, JvmValue a, JvmValue b, JvmValue c, boolean keeps, int slot) {
    Producer without(long flags) {
      return new Producer(fn, bits, mask & ~flags, a, b, c, keeps, slot);
    }

    /** Returns the flag operation in the runtime's encoding. */
    long flagOp() {
      return PassageRuntime.flagOp(fn, bits, keeps, mask);
    }
  }

  /** True if no flags are lazy. */
  boolean isMaterialised() {
    return !merged && producers.isEmpty();
  }

  Producer last() {
    return producers.getLast();
  }

  /** Returns the lazy flags that remain after some flags have been overwritten. */
  LazyFlags without(long flags) {
    List<Producer> left = new ArrayList<>();
    boolean whole = false;
    for (Producer s : producers.reversed()) {
      if (whole || (s.mask & ~flags) != 0) {
        // A producer that may keep the previous flags depends on the producers before it.
        left.add(whole || s.keeps ? s : s.without(flags));
        whole |= s.keeps;
      }
    }
    return new LazyFlags(merged && (whole || flags != Flags.STATUS), List.copyOf(left.reversed()));
  }

  LazyFlags with(Producer producer) {
    List<Producer> all = new ArrayList<>(producers);
    all.add(producer);
    return new LazyFlags(merged, List.copyOf(all));
  }

  /** Returns the lowest slot that no producer uses. */
  int freeSlot() {
    int slot = 0;
    while (isUsed(slot)) {
      slot++;
    }
    return slot;
  }

  private boolean isUsed(int slot) {
    return producers.stream().anyMatch(s -> s.slot == slot);
  }
}

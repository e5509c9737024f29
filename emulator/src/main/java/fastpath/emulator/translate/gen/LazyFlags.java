package fastpath.emulator.translate.gen;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.translate.run.PassageRuntime;
import java.util.ArrayList;
import java.util.List;

/**
 * Status flags that have been put off at a point of a passage: those that a local tells of, where
 * several ways meet, and after them what the instructions since have set, oldest first.
 *
 * @param met whether the locals of a meeting point count; false if the flags were complete there
 */
record LazyFlags(boolean met, List<Set> sets) {
  static final LazyFlags COMPLETE = new LazyFlags(false, List.of());
  static final LazyFlags MET = new LazyFlags(true, List.of());

  /**
   * What one instruction sets.
   *
   * @param mask the flags that are not overwritten since
   * @param keeps whether fn gives back the flags before, its argument c, where a count is 0
   * @param slot which locals hold the arguments
   */
  record Set(Fn fn, long mask, JvmValue a, JvmValue b, JvmValue c, boolean keeps, int slot) {
    Set without(long flags) {
      return new Set(fn, mask & ~flags, a, b, c, keeps, slot);
    }

    /** As {@link PassageRuntime#flags} takes it. */
    long kind() {
      return fn.ordinal()
          | (keeps ? PassageRuntime.TAKES_FLAGS : 0)
          | mask << PassageRuntime.MASK_SHIFT;
    }
  }

  boolean isComplete() {
    return !met && sets.isEmpty();
  }

  Set last() {
    return sets.getLast();
  }

  /** The rest of what is put off once these flags are overwritten. */
  LazyFlags without(long flags) {
    List<Set> left = new ArrayList<>();
    boolean whole = false;
    for (Set s : sets.reversed()) {
      if (whole || (s.mask & ~flags) != 0) {
        // One that may give the flags back reads those before it.
        left.add(whole || s.keeps ? s : s.without(flags));
        whole |= s.keeps;
      }
    }
    return new LazyFlags(met && (whole || flags != Flags.STATUS), List.copyOf(left.reversed()));
  }

  LazyFlags with(Set set) {
    List<Set> all = new ArrayList<>(sets);
    all.add(set);
    return new LazyFlags(met, List.copyOf(all));
  }

  /** A slot that none of them uses. */
  int freeSlot() {
    int slot = 0;
    while (isUsed(slot)) {
      slot++;
    }
    return slot;
  }

  private boolean isUsed(int slot) {
    return sets.stream().anyMatch(s -> s.slot == slot);
  }
}

package fastpath.emulator.translate.analysis;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Uop;
import java.util.ArrayList;
import java.util.List;

/** Finds the uses of the temps of one instruction's micro-ops. */
public final class TempUses {
  private TempUses() {}

  /**
   * Returns the micro-ops with every SetFlags before the Puts, so that no Put changes a value that
   * the flags are computed from.
   */
  public static List<Uop> flagsFirst(Uop[] original) {
    List<Uop> result = new ArrayList<>();
    for (Uop u : original) {
      int at = result.size();
      while (u instanceof Uop.SetFlags && at > 0 && result.get(at - 1) instanceof Uop.Put) {
        at--;
      }
      result.add(at, u);
    }
    return result;
  }

  /**
   * True if a temp is used only to set flags or to compute a condition.
   *
   * @param at index of the micro-op that assigns the temp
   */
  public static boolean onlySetFlags(List<Uop> uops, int temp, int at) {
    for (Uop u : uops.subList(at + 1, uops.size())) {
      if (u.uses(temp)
          && !(u instanceof Uop.SetFlags)
          && !(u instanceof Uop.Pure p && p.fn().condition() != null)) {
        return false;
      }
    }
    return true;
  }

  /**
   * True if a condition's value is used only as the selector of a branch or SELECT, and always
   * before the instruction changes the flags; such a condition can be compiled to a jump.
   *
   * @param at index of the micro-op that assigns the temp
   */
  public static boolean onlyChoose(List<Uop> uops, int temp, int at) {
    boolean changed = false;
    for (Uop u : uops.subList(at + 1, uops.size())) {
      if (u.uses(temp) && (changed || !chooses(u, temp))) {
        return false;
      }
      changed |= u instanceof Uop.SetFlags;
    }
    return true;
  }

  private static boolean chooses(Uop uop, int temp) {
    return uop instanceof Uop.Branch
        || uop instanceof Uop.Pure p && p.fn() == Fn.SELECT && p.b() != temp && p.c() != temp;
  }
}

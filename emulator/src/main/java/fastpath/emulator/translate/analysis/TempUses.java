package fastpath.emulator.translate.analysis;

import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.Uop;
import java.util.ArrayList;
import java.util.List;

/** What micro-ops use, and what for. */
public final class TempUses {
  private TempUses() {}

  public static boolean of(Uop uop, int t) {
    return switch (uop) {
      case Uop.Imm u -> false;
      case Uop.Get u -> false;
      case Uop.Put u -> u.src() == t;
      case Uop.Pure u -> u.a() == t || u.b() == t || u.c() == t;
      case Uop.Load u -> u.addr() == t;
      case Uop.Store u -> u.addr() == t || u.src() == t;
      case Uop.SetFlags u -> u.src() == t;
      case Uop.Jump u -> u.target() == t;
      case Uop.Branch u -> u.cond() == t || u.target() == t;
      case Uop.Divide u -> u.hi() == t || u.lo() == t || u.divisor() == t;
      case Uop.Aligned u -> u.addr() == t;
      case Uop.Canonical u -> u.value() == t;
      case Uop.Writable u -> u.addr() == t;
      case Uop.Trap u -> false;
      case Uop.Lock u -> false;
      case Uop.Fence u -> false;
    };
  }

  /** SetFlags before the Puts, so that these do not change what flags come from. */
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

  /** Whether a temp, defined at an index, only sets flags or is asked for a condition. */
  public static boolean onlySetFlags(List<Uop> uops, int temp, int at) {
    for (int i = at + 1; i < uops.size(); i++) {
      Uop u = uops.get(i);
      if (of(u, temp)
          && !(u instanceof Uop.SetFlags)
          && !(u instanceof Uop.Pure p && FlagLiveness.isCondition(p.fn()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a condition, defined at an index, only chooses while the flags are as they were. */
  public static boolean onlyChoose(List<Uop> uops, int temp, int at) {
    boolean changed = false;
    for (int i = at + 1; i < uops.size(); i++) {
      Uop u = uops.get(i);
      if (of(u, temp)) {
        boolean chooses =
            u instanceof Uop.Branch
                || u instanceof Uop.Pure p && p.fn() == Fn.SELECT && p.b() != temp && p.c() != temp;
        if (!chooses || changed) {
          return false;
        }
      }
      changed |= u instanceof Uop.SetFlags;
    }
    return true;
  }
}

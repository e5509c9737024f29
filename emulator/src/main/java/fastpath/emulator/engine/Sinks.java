package fastpath.emulator.engine;

import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;

/**
 * Finds values that can be computed where they are used: a pure function whose value one Put,
 * SetFlags or Branch uses, and a Load whose value one Put uses. A value is excluded if an input
 * changes before the use, or if a micro-op between may fault.
 */
final class Sinks {
  private final Uop[] uops;
  private final int[] uses;
  private final int[] definition;
  private final Uop.Pure[] pures;
  private final State[] loads;

  Sinks(Lifted insn) {
    uops = flagsFirst(insn.uops());
    uses = new int[insn.temps()];
    definition = new int[insn.temps()];
    pures = new Uop.Pure[insn.temps()];
    loads = new State[insn.temps()];
    for (int i = 0; i < uops.length; i++) {
      define(i);
    }
    for (int i = 0; i < uops.length; i++) {
      if (uops[i] instanceof Uop.Put u) {
        sink(i, u.src());
      } else if (uops[i] instanceof Uop.SetFlags u) {
        sink(i, u.src());
      } else if (uops[i] instanceof Uop.Branch u) {
        branch(i, u);
      }
    }
    for (int i = 0; i < uops.length; i++) {
      if (uops[i] instanceof Uop.Put u) {
        load(i, u);
      }
    }
  }

  /**
   * Returns the micro-ops with SetFlags before the Puts, so that no Put changes an input of the
   * flags.
   */
  Uop[] uops() {
    return uops;
  }

  /**
   * Returns the function that is computed where the temp is used; null if the temp's value is
   * computed where the temp is defined.
   */
  Uop.Pure pureFor(int temp) {
    return pures[temp];
  }

  /**
   * Returns the state into which a load writes its value directly; null if the load writes to its
   * temp.
   */
  State loadInto(int temp) {
    return loads[temp];
  }

  private static Uop[] flagsFirst(Uop[] original) {
    int commits = original.length;
    while (commits > 0
        && (original[commits - 1] instanceof Uop.Put p && p.state() != State.RFLAGS
            || original[commits - 1] instanceof Uop.SetFlags)) {
      commits--;
    }
    Uop[] result = original.clone();
    int n = commits;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = commits; i < original.length; i++) {
        if (original[i] instanceof Uop.SetFlags == (pass == 0)) {
          result[n++] = original[i];
        }
      }
    }
    return result;
  }

  private void define(int i) {
    switch (uops[i]) {
      case Uop.Imm u -> definition[u.dst()] = i;
      case Uop.Get u -> definition[u.dst()] = i;
      case Uop.Pure u -> definition[u.dst()] = i;
      case Uop.Load u -> definition[u.dst()] = i;
      case Uop.Divide u -> {
        definition[u.quot()] = i;
        definition[u.rem()] = i;
      }
      case Uop.Put u -> {}
      case Uop.Store u -> {}
      case Uop.SetFlags u -> {}
      case Uop.Lock u -> {}
      case Uop.Fence u -> {}
      case Uop.Jump u -> {}
      case Uop.Branch u -> {}
      case Uop.Aligned u -> {}
      case Uop.Canonical u -> {}
      case Uop.Writable u -> {}
      case Uop.Trap u -> {}
    }
    for (int k = 0; k < 3; k++) {
      int t = use(uops[i], k);
      if (t >= 0) {
        uses[t]++;
      }
    }
  }

  private void sink(int at, int temp) {
    if (uses[temp] == 1
        && uops[definition[temp]] instanceof Uop.Pure p
        && unchanged(p.a(), at)
        && unchanged(p.b(), at)
        && unchanged(p.c(), at)) {
      pures[temp] = p;
    }
  }

  private void branch(int at, Uop.Branch u) {
    sink(at, u.cond());
    Uop.Pure p = pures[u.cond()];
    if (p != null && (p.a() < 0 || p.b() >= 0 || p.c() >= 0)) {
      pures[u.cond()] = null;
    }
  }

  /**
   * True if a temp that was read from a state still equals the state when the micro-op at an index
   * is executed.
   */
  private boolean unchanged(int temp, int at) {
    if (temp < 0 || !(uops[definition[temp]] instanceof Uop.Get g)) {
      return true;
    }
    for (int i = definition[temp] + 1; i < at; i++) {
      if (changes(uops[i], g.state())) {
        return false;
      }
    }
    return true;
  }

  private void load(int at, Uop.Put put) {
    int from = definition[put.src()];
    if (uses[put.src()] != 1 || !(uops[from] instanceof Uop.Load)) {
      return;
    }
    for (int i = from + 1; i < uops.length; i++) {
      Uop u = uops[i];
      if (u instanceof Uop.Load
          || u instanceof Uop.Store
          || u instanceof Uop.Divide
          || u instanceof Uop.Aligned
          || u instanceof Uop.Canonical
          || u instanceof Uop.Writable
          || u instanceof Uop.Trap
          || i != at && (changes(u, put.state()) || reads(u, put.state()))) {
        return;
      }
    }
    for (Uop.Pure p : pures) {
      if (p != null && reads(p, put.state())) {
        return;
      }
    }
    loads[put.src()] = put.state();
  }

  /** True if a micro-op uses a temp that was read from the state. */
  private boolean reads(Uop u, State state) {
    for (int k = 0; k < 3; k++) {
      int t = use(u, k);
      if (t >= 0 && uops[definition[t]] instanceof Uop.Get g && g.state() == state) {
        return true;
      }
    }
    return u instanceof Uop.Get g && g.state() == state;
  }

  /** True if the state is unchanged at every use of the Get. */
  boolean stays(int from, Uop.Get get) {
    boolean changed = false;
    for (int i = from + 1; i < uops.length; i++) {
      if (changed && uses(uops[i], get.dst())) {
        return false;
      }
      changed |= changes(uops[i], get.state());
    }
    return true;
  }

  private static boolean changes(Uop u, State state) {
    return u instanceof Uop.Put p && p.state() == state
        || u instanceof Uop.SetFlags && state == State.RFLAGS
        || u instanceof Uop.Trap;
  }

  private static boolean uses(Uop u, int t) {
    return use(u, 0) == t || use(u, 1) == t || use(u, 2) == t;
  }

  /**
   * Returns the temp that is argument 0, 1 or 2 of a micro-op; -1 if the micro-op has no such
   * argument.
   */
  private static int use(Uop uop, int k) {
    return switch (uop) {
      case Uop.Imm u -> -1;
      case Uop.Get u -> -1;
      case Uop.Put u -> k == 0 ? u.src() : -1;
      case Uop.Pure u -> k == 0 ? u.a() : k == 1 ? u.b() : u.c();
      case Uop.Load u -> k == 0 ? u.addr() : -1;
      case Uop.Store u -> k == 0 ? u.addr() : k == 1 ? u.src() : -1;
      case Uop.SetFlags u -> k == 0 ? u.src() : -1;
      case Uop.Jump u -> k == 0 ? u.target() : -1;
      case Uop.Branch u -> k == 0 ? u.cond() : k == 1 ? u.target() : -1;
      case Uop.Divide u -> k == 0 ? u.hi() : k == 1 ? u.lo() : u.divisor();
      case Uop.Aligned u -> k == 0 ? u.addr() : -1;
      case Uop.Canonical u -> k == 0 ? u.value() : k == 1 ? u.addr() : u.src();
      case Uop.Writable u -> k == 0 ? u.addr() : -1;
      case Uop.Trap u -> -1;
      case Uop.Lock u -> -1;
      case Uop.Fence u -> -1;
    };
  }
}

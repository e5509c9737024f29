package fastpath.lab.role;

import fastpath.emulator.dataflow.Copies;
import fastpath.emulator.dataflow.Effects;
import fastpath.emulator.dataflow.Use;
import fastpath.emulator.isa.Flow;
import fastpath.kernelsrc.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Spreads roles from anchors along the data flow until nothing changes: backwards to instructions
 * that compute a value for that role alone, and forwards to instructions that test a value of that
 * role alone.
 */
final class Spreading {
  /** Roles whose accesses use addresses that are found through thread_info. */
  private static final Set<Role> THREADS =
      EnumSet.of(Role.PREEMPT_COUNT, Role.RESCHED_TEST, Role.RCU, Role.THREAD_INFO);

  /**
   * If a value serves several roles, the first of these is its own. A user access would need
   * thread_info without any preemption.
   */
  static final List<Role> PRECEDENCE =
      List.of(
          Role.UACCESS,
          Role.THREAD_INFO,
          Role.PREEMPT_COUNT,
          Role.RESCHED_TEST,
          Role.RCU,
          Role.SLOW_PATH,
          Role.INSTRUMENTATION);

  private final Draft draft;
  private final FaultTable faults;
  private final Callees callees;

  Spreading(Draft draft, FaultTable faults, Callees callees) {
    this.draft = draft;
    this.faults = faults;
    this.callees = callees;
  }

  void spread() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = draft.size() - 1; i >= 0; i--) {
        changed |= draft.label(i) == null && (forwards(i) || checks(i) || backwards(i));
      }
    }
    settleLoads();
  }

  /** The role that the instruction's value serves, if it serves no payload. */
  private boolean backwards(int i) {
    Optional<Served> served = served(i, new HashSet<>());
    served.ifPresent(s -> draft.set(i, s.role, s.why));
    return served.isPresent();
  }

  private record Served(Role role, String why) {}

  private Optional<Served> served(int i, Set<Integer> seen) {
    if (!seen.add(i)) {
      return Optional.empty();
    }
    Served best = null;
    List<Use> uses = draft.flow().users(i);
    boolean yieldsRegister = uses.stream().anyMatch(u -> u.place() != Effects.FLAGS);
    for (Use use : uses) {
      if (isWeak(use, uses) || yieldsRegister && isOwnOverflow(use)) {
        continue;
      }
      Optional<Served> one = served(use, seen);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      best = best == null ? one.get() : first(best, one.get());
    }
    return Optional.ofNullable(best);
  }

  private static Served first(Served a, Served b) {
    return PRECEDENCE.indexOf(b.role) < PRECEDENCE.indexOf(a.role) ? b : a;
  }

  /** A return reads rax whether or not the function returns a value, so that other uses decide. */
  private boolean isWeak(Use use, List<Use> uses) {
    return isReturn(use) && uses.stream().anyMatch(u -> !isReturn(u));
  }

  private boolean isReturn(Use use) {
    return draft.insn(use.insn()).flow() == Flow.RET;
  }

  /** A branch on the carry of a sum that the function computes for its own sake. */
  private boolean isOwnOverflow(Use use) {
    return use.place() == Effects.FLAGS
        && draft.label(use.insn()) == null
        && draft.insn(use.insn()).flow() == Flow.BRANCH;
  }

  /**
   * The function computes for its own sake what it stores to user memory, the address and how much.
   */
  private Optional<Served> served(Use use, Set<Integer> seen) {
    int user = use.insn();
    if (draft.flow().isCall(user) || draft.code().leaves(user)) {
      return callees
          .role(draft.insn(user))
          .filter(role -> role != Role.UACCESS)
          .map(role -> new Served(role, "is an argument of the call at " + draft.address(user)));
    }
    if (draft.handsOn(user)) {
      return served(user, seen);
    }
    Role role = draft.role(user);
    boolean accessesUser = faults.mayFault(draft.insn(user).insn().address());
    if (role == null || !PRECEDENCE.contains(role) || accessesUser || yieldsUserAddress(user)) {
      return Optional.empty();
    }
    boolean finds = role == Role.THREAD_INFO || use.address() && THREADS.contains(role);
    return Optional.of(
        new Served(
            finds ? Role.THREAD_INFO : role,
            (use.address() ? "is the address at " : "feeds ") + draft.address(user)));
  }

  /** Whether what the instruction computes is the address of a user access, as a mask's move. */
  private boolean yieldsUserAddress(int i) {
    return draft.role(i) == Role.UACCESS
        && draft.flow().users(i).stream()
            .anyMatch(
                use ->
                    use.place() < Effects.FLAGS
                        && (faults.mayFault(draft.insn(use.insn()).insn().address())
                            || callsUserAccess(use.insn())));
  }

  private boolean callsUserAccess(int i) {
    return draft.flow().isCall(i)
        && callees.role(draft.insn(i)).filter(role -> role == Role.UACCESS).isPresent();
  }

  /** A test of values that come from anchors alone, or a comparison with such a value. */
  private boolean forwards(int i) {
    Effects effects = draft.code().effects().get(i);
    if (draft.flow().isCall(i) || effects.stores()) {
      return false;
    }
    Role onFlags = readsFlags(effects) ? common(i, Effects.FLAGS, true) : null;
    if (onFlags != null) {
      Role role = onFlags == Role.PREEMPT_COUNT ? Role.RESCHED_TEST : onFlags;
      draft.set(i, role, "is decided by flags of " + by(i, Effects.FLAGS));
      draft.yields(i, role);
      return true;
    }
    return derives(i, effects);
  }

  private static boolean readsFlags(Effects effects) {
    return (effects.values() >> Effects.FLAGS & 1) != 0;
  }

  private boolean derives(int i, Effects effects) {
    List<Use> values =
        draft.flow().usesOf(i).stream()
            .filter(u -> !u.address() && u.place() != Effects.FLAGS)
            .toList();
    boolean compares = effects.onlyCompares();
    Role role = null;
    int place = 0;
    boolean mixed = false;
    for (Use use : values) {
      Role one = common(i, use.place(), false);
      mixed |= one == null;
      if (one != null) {
        role = one;
        place = use.place();
      }
    }
    // The limit of user memory serves only checks, whatever it is combined with.
    if (mixed && !compares && role != Role.UACCESS) {
      return false;
    }
    if (role == null || effects.loads() && !compares || isReturn(new Use(i, 0, false))) {
      return false;
    }
    draft.set(i, role, "takes what comes from " + by(i, place));
    if (!compares) {
      draft.yields(i, role);
    }
    return true;
  }

  /** The role that all reaching definitions of a place have; null if they differ. */
  private Role common(int i, int place, boolean flags) {
    Role common = null;
    for (int definer : draft.flow().definers(i, place)) {
      Role one = definer < 0 ? null : flags ? tested(definer) : source(definer, new HashSet<>());
      if (one == null || common != null && one != common) {
        return null;
      }
      common = one;
    }
    return common;
  }

  private Role tested(int definer) {
    Role role = draft.role(definer);
    return role != null && PRECEDENCE.contains(role) && role != Role.THREAD_INFO ? role : null;
  }

  /** Looks through copies, spills and loads back. */
  private Role source(int definer, Set<Integer> seen) {
    if (draft.source(definer) != null || !draft.handsOn(definer) || !seen.add(definer)) {
      return draft.source(definer);
    }
    Role common = null;
    for (Use use : draft.flow().usesOf(definer)) {
      for (int d :
          use.address() ? List.<Integer>of() : draft.flow().definers(definer, use.place())) {
        Role one = d < 0 ? null : source(d, seen);
        if (one == null || common != null && one != common) {
          return null;
        }
        common = one;
      }
    }
    return common;
  }

  private String by(int i, int place) {
    List<String> definers = new ArrayList<>();
    draft.flow().definers(i, place).stream()
        .filter(d -> d >= 0)
        .forEach(d -> definers.add(draft.address(d)));
    return String.join(", ", definers);
  }

  /**
   * A comparison that shares its operand, or the sum of its operands, with a check of a user
   * address is a part of the check.
   */
  private boolean checks(int i) {
    Effects effects = draft.code().effects().get(i);
    boolean flagsAlone =
        (effects.defines() >> Effects.FLAGS & 1) != 0
            && !effects.stores()
            && draft.flow().users(i).stream().allMatch(u -> u.place() == Effects.FLAGS);
    if (!flagsAlone) {
      return false;
    }
    for (int j = 0; j < draft.size(); j++) {
      if (j != i && draft.role(j) == Role.UACCESS && (sharesChecked(i, j) || sameInputs(i, j))) {
        draft.set(i, Role.UACCESS, "checks what " + draft.address(j) + " checks");
        return true;
      }
    }
    return false;
  }

  private boolean sharesChecked(int i, int j) {
    return draft.code().effects().get(j).onlyCompares()
        && inputs(i).stream()
            .filter(inputs(j)::contains)
            .filter(d -> d >= 0)
            .anyMatch(d -> draft.flow().users(d).stream().allMatch(this::compares));
  }

  private boolean compares(Use use) {
    return draft.code().effects().get(use.insn()).onlyCompares()
        || draft.insn(use.insn()).flow() == Flow.BRANCH;
  }

  private boolean sameInputs(int i, int j) {
    List<Integer> inputs = inputs(i);
    return inputs.size() > 1
        && !draft.code().effects().get(j).loads()
        && !draft.code().effects().get(i).loads()
        && inputs.equals(inputs(j));
  }

  /**
   * The sources of an instruction's operands, looking through copies; a value at entry is a
   * negative number by place.
   */
  private List<Integer> inputs(int i) {
    List<Integer> inputs = new ArrayList<>();
    for (Use use : draft.flow().usesOf(i)) {
      if (!use.address() && use.place() < Effects.FLAGS) {
        inputs.add(origin(i, use.place(), new HashSet<>()));
      }
    }
    inputs.sort(null);
    return inputs;
  }

  private int origin(int i, int place, Set<Integer> seen) {
    List<Integer> definers = draft.flow().definers(i, place);
    if (definers.size() != 1 || definers.getFirst() < 0) {
      return definers.size() == 1 ? -1 - place : -100 - i;
    }
    int definer = definers.getFirst();
    Optional<int[]> copy = Copies.copy(draft.insn(definer).insn());
    return copy.isPresent() && seen.add(definer) ? origin(definer, copy.get()[0], seen) : definer;
  }

  /** A load of the count whose value returns to the count is a part of counting. */
  private void settleLoads() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < draft.size(); i++) {
        if (draft.role(i) == Role.RESCHED_TEST && draft.source(i) != null && feedsCount(i)) {
          draft.set(i, Role.PREEMPT_COUNT, draft.label(i).why() + ", which is changed and stored");
          changed = true;
        }
      }
    }
  }

  private boolean feedsCount(int i) {
    return draft.flow().users(i).stream()
        .anyMatch(
            use ->
                !use.address()
                    && use.place() != Effects.FLAGS
                    && draft.role(use.insn()) == Role.PREEMPT_COUNT);
  }
}

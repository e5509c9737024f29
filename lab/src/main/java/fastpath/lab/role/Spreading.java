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
 * Propagates roles from anchors along the data flow until nothing changes. Backwards, a role goes
 * to instructions whose values are used for that role alone; forwards, to instructions that test
 * values of that role alone.
 */
final class Spreading {
  /** Roles whose instructions access memory at addresses that are computed from thread_info. */
  private static final Set<Role> THREADS =
      EnumSet.of(Role.PREEMPT_COUNT, Role.RESCHED_TEST, Role.RCU, Role.THREAD_INFO);

  /**
   * The order of precedence: a value that serves several roles gets the first of these. User access
   * comes first because it would need thread_info even in a kernel without preemption.
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

  /**
   * Assigns to an instruction the role that its value serves. Returns false if the value serves
   * payload.
   */
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
    boolean mayBeArgument = false;
    List<Use> uses = draft.flow().users(i);
    boolean yieldsRegister = uses.stream().anyMatch(u -> u.place() != Effects.FLAGS);
    for (Use use : uses) {
      if (isWeak(use, uses) || yieldsRegister && isOwnOverflow(use)) {
        continue;
      }
      Optional<Served> one = served(use, seen);
      if (one.isEmpty() && isByUnknownCallee(use)) {
        mayBeArgument = true;
        continue;
      }
      if (one.isEmpty()) {
        return Optional.empty();
      }
      best = best == null ? one.get() : first(best, one.get());
    }
    return Optional.ofNullable(best)
        .filter(mayBeArgument ? s -> THREADS.contains(s.role) : s -> true);
  }

  /**
   * True for a use by a call of a function whose code is not known. Such a call counts as a use of
   * each argument register, whatever value was left in the register. A value that finds the thread
   * is no argument of such a call if another instruction uses the value.
   */
  private boolean isByUnknownCallee(Use use) {
    return (draft.flow().isCall(use.insn()) || draft.code().leaves(use.insn()))
        && !callees.isKnown(draft.insn(use.insn()));
  }

  private static Served first(Served a, Served b) {
    return PRECEDENCE.indexOf(b.role) < PRECEDENCE.indexOf(a.role) ? b : a;
  }

  /**
   * True for a use by a return, or by an instruction that assigns a byte of the register and keeps
   * the others, if there are other uses. A return always reads rax, even if the function returns
   * nothing, so the other uses decide.
   */
  private boolean isWeak(Use use, List<Use> uses) {
    return isNoRead(use) && uses.stream().anyMatch(u -> !isNoRead(u));
  }

  private boolean isNoRead(Use use) {
    return isReturn(use) || draft.onlyKeepsBits(use);
  }

  private boolean isReturn(Use use) {
    return draft.insn(use.insn()).flow() == Flow.RET;
  }

  /**
   * True for a branch on the carry flag of a sum, where the function computes the sum for its own
   * payload.
   */
  private boolean isOwnOverflow(Use use) {
    return use.place() == Effects.FLAGS
        && draft.label(use.insn()) == null
        && draft.insn(use.insn()).flow() == Flow.BRANCH;
  }

  /**
   * Returns the role that a use of a value serves; empty for payload. The address, size and data of
   * a user access are computed for the payload.
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

  /**
   * True if an instruction computes the address of a user access, such as a conditional move that
   * masks the address.
   */
  private boolean yieldsUserAddress(int i) {
    return draft.role(i) == Role.UACCESS
        && draft.flow().users(i).stream()
            .anyMatch(use ->
                use.place() < Effects.FLAGS
                    && (faults.mayFault(draft.insn(use.insn()).insn().address())
                        || callsUserAccess(use.insn())));
  }

  private boolean callsUserAccess(int i) {
    return draft.flow().isCall(i)
        && callees.role(draft.insn(i)).filter(role -> role == Role.UACCESS).isPresent();
  }

  /**
   * Assigns a role to an instruction that tests values which come from anchors of one role alone,
   * or that compares with such a value.
   */
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
    // The limit of user memory is only used in address checks, whatever other values the
    // instruction combines it with.
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

  /**
   * Returns the role that all reaching definitions of a register or of the flags have; null if the
   * roles differ.
   */
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

  /**
   * Returns the role of tests of a definition's value. Copies, spills and reloads are followed back
   * to the definition that they copy.
   */
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
   * Assigns the role of user access to a comparison that belongs to a check of a user address: the
   * two share an operand or have the same operands.
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
   * Returns the definitions of an instruction's operands, looking through copies. A value at
   * function entry is a negative number.
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

  /**
   * Changes the role of loads of preempt_count whose value is stored back to the count: such a load
   * is a part of counting.
   */
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
        .anyMatch(use ->
            !use.address()
                && use.place() != Effects.FLAGS
                && draft.role(use.insn()) == Role.PREEMPT_COUNT);
  }
}

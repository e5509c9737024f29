package fastpath.emulator.explore;

import static fastpath.emulator.isa.Flags.STATUS;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.GuestFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The live general registers and status flags of a CPU: those that can still affect an access, the
 * control flow, or a register that is observed at the end. All other registers are set to 0 in a
 * {@link Position}, so that a loop that counts in a register which nothing reads returns to an
 * earlier state. A register that only the end observes moves from the position to {@link Observed}.
 *
 * <p>A register that an instruction reads is live before the instruction only if the values that
 * the instruction computes from it are live afterwards (strong liveness; Giegerich, Moencke and
 * Wilhelm, "Invariance of approximate semantics with respect to program transformations", 1981).
 * All registers are live where a call, a return, an indirect jump or a trap follows, and where
 * interrupts may come.
 */
final class LiveState {
  private static final int FLAGS_SHIFT = 32;

  /**
   * All live bits: registers by number in the low 32 bits, flags as in RFLAGS in the high 32 bits.
   */
  private static final long ALL = (1L << State.GENERAL) - 1 | STATUS << FLAGS_SHIFT;

  private static final int RFLAGS = State.RFLAGS.index();

  private final Stepper stepper;
  private final Map<Long, Lifted> code = new HashMap<>();

  /**
   * The live bits before each instruction if the registers in {@link #atEnd} are live at the end.
   */
  private final Map<Long, Long> live = new HashMap<>();

  /**
   * The bits before each instruction of what code from there on reads, even if only to compute a
   * register that is not live.
   */
  private final Map<Long, Long> read = new HashMap<>();

  private final long atEnd;

  /**
   * False if interrupts may come, because a handler also sees registers that the interrupted code
   * is about to overwrite.
   */
  private final boolean known;

  private LiveState(Stepper stepper, long atEnd, boolean known) {
    this.stepper = stepper;
    this.atEnd = atEnd;
    this.known = known;
  }

  /**
   * Computes the live registers of the code that a CPU may reach; all registers are live where
   * interrupts may come.
   */
  static LiveState of(Stepper stepper, Start start) {
    long atEnd = 0;
    for (State s : start.observed()) {
      atEnd |= 1L << s.index();
    }
    boolean known = start.state()[State.IDTR_LIMIT.index()] == 0;
    LiveState result = new LiveState(stepper, atEnd, known);
    if (known) {
      result.solve(start.state()[State.RIP.index()]);
    }
    return result;
  }

  /** Returns the registers that are observed at the end, as bits by number, if any are moved. */
  int observed() {
    return known ? (int) atEnd : 0;
  }

  private void solve(long entry) {
    Map<Long, List<Long>> predecessors = new HashMap<>();
    Deque<Long> work = new ArrayDeque<>(List.of(entry));
    while (!work.isEmpty()) {
      long rip = work.pop();
      if (!stepper.isEnd(rip) && !code.containsKey(rip) && decode(rip)) {
        for (long next : successors(code.get(rip))) {
          predecessors.computeIfAbsent(next, n -> new ArrayList<>()).add(rip);
          work.push(next);
        }
      }
    }
    solve(live, predecessors);
    solve(read, predecessors);
  }

  private void solve(Map<Long, Long> solution, Map<Long, List<Long>> predecessors) {
    Deque<Long> work = new ArrayDeque<>(code.keySet());
    code.keySet().forEach(rip -> solution.put(rip, 0L));
    while (!work.isEmpty()) {
      long rip = work.pop();
      Lifted insn = code.get(rip);
      long before = isOpaque(insn) ? ALL : before(solution, insn, 0, new BitSet());
      if (before != solution.put(rip, before)) {
        work.addAll(predecessors.getOrDefault(rip, List.of()));
      }
    }
  }

  private boolean decode(long rip) {
    try {
      code.put(rip, stepper.instruction(rip));
      return true;
    } catch (GuestFault f) {
      return false;
    }
  }

  /** Returns the successors of an instruction; empty if the successors are not known. */
  private static List<Long> successors(Lifted insn) {
    long next = insn.insn().next();
    return switch (insn.flow()) {
      case NEXT -> List.of(next);
      case BRANCH -> List.of(next, target(insn));
      case JUMP -> List.of(target(insn));
      case CALL, RET, INDIRECT_JUMP, INDIRECT_CALL, STOP -> List.of();
    };
  }

  private static long target(Lifted insn) {
    for (Uop u : insn.uops()) {
      int temp = u instanceof Uop.Branch b ? b.target() : u instanceof Uop.Jump j ? j.target() : -1;
      if (temp >= 0 && insn.definition(temp) instanceof Uop.Imm imm) {
        return imm.value();
      }
    }
    throw new IllegalStateException("no target of " + insn.insn());
  }

  private long at(Map<Long, Long> solution, long rip) {
    long end = solution == live ? atEnd : 0;
    return stepper.isEnd(rip) ? end : solution.getOrDefault(rip, ALL);
  }

  private long after(Map<Long, Long> solution, Lifted insn) {
    long after = 0;
    for (long next : successors(insn)) {
      after |= at(solution, next);
    }
    return after;
  }

  /** True if the instruction may read registers that its micro-ops do not show. */
  private static boolean isOpaque(Lifted insn) {
    boolean known =
        insn.flow() == Flow.NEXT || insn.flow() == Flow.BRANCH || insn.flow() == Flow.JUMP;
    if (!known || insn.repeat() != Repeat.NONE || !insn.zeroExtended().isEmpty()) {
      return true;
    }
    for (Uop u : insn.uops()) {
      if (u instanceof Uop.Trap) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the bits of a solution before a micro-op of an instruction.
   *
   * @param temps receives the live temps before the micro-op
   */
  private long before(Map<Long, Long> solution, Lifted insn, int first, BitSet temps) {
    long bits = after(solution, insn);
    for (int i = insn.uops().length; --i >= first; ) {
      Uop uop = insn.uops()[i];
      bits =
          solution == read && uop instanceof Uop.Get u
              ? bits | bits(u.state())
              : before(uop, bits, temps);
    }
    return bits;
  }

  private static long before(Uop uop, long live, BitSet temps) {
    switch (uop) {
      case Uop.Imm u -> {}
      case Uop.Get u -> {
        return temps.get(u.dst()) ? live | bits(u.state()) : live;
      }
      case Uop.Put u -> {
        long written = bits(u.state());
        use(temps, written == 0 || (live & written) != 0, u.src());
        return live & ~written;
      }
      case Uop.Pure u -> use(temps, temps.get(u.dst()), u.a(), u.b(), u.c());
      case Uop.SetFlags u -> {
        long written = (u.mask() & STATUS) << FLAGS_SHIFT;
        use(temps, (live & written) != 0 || (u.mask() & ~STATUS) != 0, u.src());
        return live & ~written;
      }
      case Uop.Load u -> use(temps, true, u.addr());
      case Uop.Store u -> use(temps, true, u.addr(), u.src());
      case Uop.Jump u -> use(temps, true, u.target());
      case Uop.Branch u -> use(temps, true, u.cond(), u.target());
      case Uop.Divide u -> use(temps, true, u.hi(), u.lo(), u.divisor());
      case Uop.Aligned u -> use(temps, true, u.addr());
      case Uop.Canonical u -> use(temps, true, u.value(), u.addr(), u.src());
      case Uop.Writable u -> use(temps, true, u.addr());
      case Uop.Lock u -> {}
      case Uop.Fence u -> {}
      case Uop.Trap u -> throw new IllegalStateException("an instruction with a trap is opaque");
    }
    return live;
  }

  private static void use(BitSet temps, boolean used, int... arguments) {
    for (int temp : arguments) {
      if (used && temp >= 0) {
        temps.set(temp);
      }
    }
  }

  /** Returns the live bits that stand for a state; 0 for a state that is always live. */
  private static long bits(State state) {
    return state == State.RFLAGS
        ? STATUS << FLAGS_SHIFT
        : state.index() < State.GENERAL ? 1L << state.index() : 0;
  }

  /**
   * Sets the registers that are not live at a CPU's position to 0.
   *
   * @param insn the instruction in progress, of which {@code uop} is the next micro-op; null
   *     between instructions
   * @return the registers, as bits by number, that are live only because the final state keeps
   *     them, and that no instruction reads before; they are not set to 0
   */
  int clear(long[] state, long rip, Lifted insn, int uop, long[] temps, Request request) {
    if (!known
        || request instanceof Request.End e && e != Request.End.RETURNED
        || insn != null && isOpaque(insn)) {
      return 0;
    }
    BitSet liveTemps = new BitSet();
    long keep = insn == null ? at(live, rip) : before(live, insn, uop, liveTemps);
    long later = insn == null ? at(read, rip) : before(read, insn, uop, new BitSet());
    for (int r = 0; r < State.GENERAL; r++) {
      state[r] = (keep >> r & 1) != 0 ? state[r] : 0;
    }
    state[RFLAGS] &= ~STATUS | keep >>> FLAGS_SHIFT;
    for (int t = 0; t < temps.length; t++) {
      temps[t] = liveTemps.get(t) ? temps[t] : 0;
    }
    return (int) (keep & ~later) & (1 << State.GENERAL) - 1;
  }
}

package fastpath.emulator.frames;

import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Computes what is known of the stack before each instruction of a function, over all paths: a
 * forward data-flow analysis from the function's entry. A call preserves the registers that its
 * callee is known to preserve. If the stack pointer after a call differs from the stack pointer on
 * other paths to the same instruction, the call is taken to never return. Code that no direct jump
 * reaches is taken as a target of the function's indirect jumps if the stack pointer fits;
 * otherwise the code belongs to a static key that is off, and nothing is known about it.
 */
final class StackAnalysis {
  /**
   * The limits on a function's instructions and on the visits to instructions, which bound the work
   * for hostile files.
   */
  private static final int MOST_INSTRUCTIONS = 1 << 15;

  private static final int MOST_VISITS = 1 << 18;

  private static final int MOST_RESTARTS = 64;

  /** The value of rsp at entry, and again at each return instruction of the function. */
  private static final StackValue RETURN_ADDRESS = new Place(StackValue.ENTRY, 0);

  private final FunctionExtent function;
  private final ProgramCode code;
  private final ToIntFunction<Lifted> changes;
  private final Map<Long, Lifted> lifted = new HashMap<>();
  private final Set<Long> neverReturns = new HashSet<>();
  private Map<Long, StackState> states;
  private Map<Long, Long> callBefore;
  private Deque<Long> work;

  /**
   * The states at indirect jumps by the value of rsp, in which a jump through a table differs from
   * a tail call.
   */
  private Map<StackValue, StackState> atIndirectJumps;

  /**
   * During a trial, the states before the trial, with null for an instruction without a state; null
   * outside of trials.
   */
  private Map<Long, StackState> undo;

  /** True if the stack pointer does not fit in a trial. */
  private boolean conflict;

  private boolean restart;
  private int visits;

  private StackAnalysis(FunctionExtent function, ProgramCode code, ToIntFunction<Lifted> changes) {
    this.function = function;
    this.code = code;
    this.changes = changes;
  }

  /**
   * Returns the state before each instruction that is reached; empty if the function is too large.
   *
   * @param changes returns the registers that a call may change, as bits by encoding number
   */
  static Map<Long, StackState> of(
      FunctionExtent function, ProgramCode code, ToIntFunction<Lifted> changes) {
    return new StackAnalysis(function, code, changes).run();
  }

  private Map<Long, StackState> run() {
    for (int i = 0; i < MOST_RESTARTS; i++) {
      restart = false;
      states = new HashMap<>();
      callBefore = new HashMap<>();
      work = new ArrayDeque<>();
      atIndirectJumps = new LinkedHashMap<>();
      arrive(function.entry(), StackState.entry());
      drain();
      if (!atIndirectJumps.isEmpty() && !restart) {
        reachTheRest(List.copyOf(atIndirectJumps.values()));
      }
      if (tooLarge()) {
        return Map.of();
      }
      if (!restart) {
        return states;
      }
    }
    return states;
  }

  private boolean tooLarge() {
    return states.size() > MOST_INSTRUCTIONS || visits > MOST_VISITS;
  }

  private void drain() {
    while (!work.isEmpty() && !restart && !conflict && !tooLarge()) {
      long address = work.remove();
      visits++;
      Lifted insn = lifted(address);
      if (insn != null) {
        leave(insn, StackStep.of(insn, states.get(address)).after(), states.get(address));
      } else if (code.skipped(address) > 0) {
        // A skipped instruction may have changed any caller-saved register, as a call would.
        arrive(address + code.skipped(address), states.get(address).afterCall());
      }
    }
  }

  private Lifted lifted(long address) {
    return lifted.computeIfAbsent(
        address,
        a -> {
          Decoded insn = code.decode(a);
          return insn == null ? null : Lifter.lift(insn);
        });
  }

  private void leave(Lifted insn, StackState after, StackState before) {
    long next = insn.insn().next();
    switch (insn.flow()) {
      case NEXT, STOP -> arrive(next, after);
      case JUMP -> arrive(target(insn), after);
      case BRANCH -> {
        arrive(target(insn), after);
        arrive(next, after);
      }
      case CALL, INDIRECT_CALL ->
          afterCall(insn.insn().address(), next, before.afterCall(changes.applyAsInt(insn)));
      case INDIRECT_JUMP ->
          atIndirectJumps.merge(before.get(State.RSP), before, StackAnalysis::met);
      case RET -> conflict |= undo != null && !before.get(State.RSP).equals(RETURN_ADDRESS);
    }
  }

  private static long target(Lifted insn) {
    return insn.insn().insn().operand(0) instanceof Operand.Rel rel ? rel.target() : 0;
  }

  private void afterCall(long call, long next, StackState state) {
    if (neverReturns.contains(call)) {
      return;
    }
    StackState known = states.get(next);
    if (known != null && undo == null && !known.get(State.RSP).equals(state.get(State.RSP))) {
      neverReturns.add(call);
      restart = true;
      return;
    }
    callBefore.put(next, call);
    arrive(next, state);
  }

  /**
   * Merges a state into the state at an address; a jump out of the function, a tail call, has no
   * successor in the function.
   */
  private void arrive(long address, StackState state) {
    if (!function.contains(address)) {
      return;
    }
    StackState known = states.get(address);
    if (undo != null) {
      conflict |= known != null && !known.get(State.RSP).equals(state.get(State.RSP));
      undo.putIfAbsent(address, known);
    }
    if (known == null) {
      states.put(address, state);
      work.add(address);
      return;
    }
    Long call = callBefore.get(address);
    if (undo == null && call != null && !known.get(State.RSP).equals(state.get(State.RSP))) {
      neverReturns.add(call);
      restart = true;
      return;
    }
    StackState met = known.meet(state, stackPointer(known, state, address));
    if (!met.equals(known)) {
      states.put(address, met);
      work.add(address);
    }
  }

  private static StackState met(StackState a, StackState b) {
    return a.meet(b, StackValue.meet(a.get(State.RSP), b.get(State.RSP)));
  }

  /**
   * Returns the stack pointer at the join of two paths: a loop that grows the stack in each
   * iteration leaves an unknown number of bytes.
   */
  private static StackValue stackPointer(StackState a, StackState b, long address) {
    StackValue x = a.get(State.RSP);
    StackValue y = b.get(State.RSP);
    boolean inFrame = x instanceof Place p && p.isOwn() && y instanceof Place q && q.isOwn();
    return inFrame && !x.equals(y) ? new Place(address, 0) : StackValue.meet(x, y);
  }

  /**
   * Tries to continue from an address with a state, and undoes the trial if the stack pointer does
   * not fit.
   */
  private boolean fits(long address, StackState state) {
    undo = new HashMap<>();
    arrive(address, state);
    drain();
    boolean fits = !conflict;
    if (!fits) {
      work.clear();
      undo.forEach(this::putBack);
      conflict = false;
    }
    undo = null;
    return fits;
  }

  private void putBack(long address, StackState before) {
    if (before == null) {
      states.remove(address);
    } else {
      states.put(address, before);
    }
  }

  /**
   * True for a nop or an int3; an int3 is placed after returns and indirect jumps against
   * speculation. No jump leads to such an instruction.
   */
  private static boolean isPadding(Lifted insn) {
    Insn i = insn.insn().insn();
    if (i.form().action() == Action.EXCHANGE && i.operand(0).equals(i.operand(1))) {
      return true;
    }
    for (Uop u : insn.uops()) {
      if (!(u instanceof Uop.Trap trap) || trap.kind() != Uop.Trap.Kind.BP) {
        return false;
      }
    }
    return true;
  }

  /**
   * Sweeps over the code that direct control flow has not reached, to find the targets of indirect
   * jumps.
   */
  private void reachTheRest(List<StackState> jumps) {
    for (FunctionExtent.Part part : function.parts()) {
      long address = part.start();
      while (part.contains(address) && !restart && !tooLarge()) {
        visits++;
        Lifted insn = lifted(address);
        if (insn == null) {
          address += Math.max(1, code.skipped(address));
          continue;
        }
        if (!states.containsKey(address) && !isPadding(insn)) {
          long from = address;
          jumps.stream().anyMatch(state -> fits(from, state));
        }
        address = insn.insn().next();
      }
    }
  }
}

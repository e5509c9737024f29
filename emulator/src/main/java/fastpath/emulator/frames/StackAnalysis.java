package fastpath.emulator.frames;

import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What is known of the stack before each instruction of a function, whichever way control came
 * there: a forward data-flow analysis from the entry. Calls leave what their callees are known to
 * leave. A call after which the stack would not fit what other ways bring is one that never
 * returns. Code that nothing direct leads to is what the function's indirect jumps lead to.
 */
final class StackAnalysis {
  /** Instructions of a function, and visits to each, that a hostile file can make us keep. */
  private static final int MOST_INSTRUCTIONS = 1 << 15;

  private static final int MOST_VISITS = 1 << 18;

  private static final int MOST_RESTARTS = 64;

  private final FunctionExtent function;
  private final ProgramCode code;
  private final ToIntFunction<Lifted> changes;
  private final Map<Long, Lifted> lifted = new HashMap<>();
  private final Set<Long> neverReturns = new HashSet<>();
  private Map<Long, StackState> states;
  private Map<Long, Long> callBefore;
  private Deque<Long> work;
  private StackState atIndirectJumps;
  private boolean restart;
  private int visits;

  private StackAnalysis(FunctionExtent function, ProgramCode code, ToIntFunction<Lifted> changes) {
    this.function = function;
    this.code = code;
    this.changes = changes;
  }

  /**
   * The state before each instruction that is reached; empty if the function is too large.
   *
   * @param changes the registers that a call may change, a bit each at the encoding number
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
      atIndirectJumps = null;
      arrive(function.entry(), StackState.entry());
      drain();
      if (atIndirectJumps != null && !restart) {
        reachTheRest();
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
    while (!work.isEmpty() && !restart && !tooLarge()) {
      long address = work.remove();
      visits++;
      Lifted insn = lifted(address);
      if (insn != null) {
        leave(insn, StackStep.of(insn, states.get(address)).after(), states.get(address));
      } else if (code.skipped(address) > 0) {
        // It may write registers that a call may; others have been saved first.
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
          atIndirectJumps = atIndirectJumps == null ? before : met(atIndirectJumps, before);
      case RET -> {}
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
    if (known != null && !known.get(State.RSP).equals(state.get(State.RSP))) {
      neverReturns.add(call);
      restart = true;
      return;
    }
    callBefore.put(next, call);
    arrive(next, state);
  }

  /** Jumps out of the function, tail calls, arrive nowhere. */
  private void arrive(long address, StackState state) {
    if (!function.contains(address)) {
      return;
    }
    StackState known = states.get(address);
    if (known == null) {
      states.put(address, state);
      work.add(address);
      return;
    }
    Long call = callBefore.get(address);
    if (call != null && !known.get(State.RSP).equals(state.get(State.RSP))) {
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

  private StackState met(StackState a, StackState b) {
    return a.meet(b, StackValue.meet(a.get(State.RSP), b.get(State.RSP)));
  }

  /** A loop that takes stack again and again leaves an unknown number of bytes. */
  private static StackValue stackPointer(StackState a, StackState b, long address) {
    StackValue x = a.get(State.RSP);
    StackValue y = b.get(State.RSP);
    boolean inFrame = x instanceof Place p && p.isOwn() && y instanceof Place q && q.isOwn();
    return inFrame && !x.equals(y) ? new Place(address, 0) : StackValue.meet(x, y);
  }

  /** What is left after direct flow is reached by indirect jumps: a sweep finds where it begins. */
  private void reachTheRest() {
    for (FunctionExtent.Part part : function.parts()) {
      long address = part.start();
      while (part.contains(address) && !restart && !tooLarge()) {
        visits++;
        Lifted insn = lifted(address);
        if (insn == null) {
          address += Math.max(1, code.skipped(address));
          continue;
        }
        boolean padding = insn.uops().length == 0;
        if (!states.containsKey(address) && !padding) {
          arrive(address, atIndirectJumps);
          drain();
        }
        address = insn.insn().next();
      }
    }
  }
}

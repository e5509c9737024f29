package fastpath.emulator.frames;

import fastpath.emulator.frames.StackValue.Place;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides what each instruction of one function does for its frame. A store of a callee-saved
 * register is a save only if the function loads the register from the same place again, or if the
 * function never returns.
 */
final class FunctionFrames {
  /** A register and the place in the frame where it is saved. */
  private record Save(int register, Place place) {}

  private final Map<Long, FrameUse> uses = new HashMap<>();
  private final Map<Long, StackStep> steps = new HashMap<>();
  private final Set<Save> restored = new HashSet<>();
  private final Set<Long> pushedFlags = new HashSet<>();
  private boolean returns;

  FunctionFrames(FunctionExtent function, ProgramCode code, ChangedRegisters changed) {
    Map<Long, StackState> states = StackAnalysis.of(function, code, changed::by);
    states.forEach((address, state) -> step(code.decode(address), state));
    steps.forEach((address, step) -> uses.put(address, use(states.get(address), step)));
    steps.clear();
  }

  /**
   * Returns the frame use of the instruction at an address; unknown if the analysis has not reached
   * the instruction.
   */
  FrameUse use(long address) {
    return uses.getOrDefault(address, FrameUse.UNKNOWN);
  }

  private void step(Decoded insn, StackState before) {
    if (insn == null) {
      return;
    }
    Lifted lifted = Lifter.lift(insn);
    StackStep step = StackStep.of(lifted, before);
    steps.put(insn.address(), step);
    returns |= lifted.flow() == Flow.RET || lifted.flow() == Flow.INDIRECT_JUMP;
    if (step.restored() >= 0) {
      restored.add(new Save(step.restored(), step.restoresFrom()));
    }
    if (step.feedsFlags() != -1) {
      pushedFlags.add(step.feedsFlags());
    }
  }

  private FrameUse use(StackState before, StackStep step) {
    if (step.flow() != Flow.NEXT) {
      return FrameUse.NONE;
    }
    if (step.movesStack() && !(before.get(State.RSP) instanceof Place)) {
      return FrameUse.UNKNOWN;
    }
    if (step.saved() >= 0
        && (!returns || restored.contains(new Save(step.saved(), step.savesAt())))) {
      return FrameUse.SAVE;
    }
    if (step.restored() >= 0) {
      return FrameUse.RESTORE;
    }
    if (step.movesStack()) {
      return isOthers(before, step) ? FrameUse.NONE : FrameUse.STACK;
    }
    return step.setsPointer() ? FrameUse.POINTER : FrameUse.NONE;
  }

  /**
   * True for an instruction that passes flags or arguments through the stack, which do not belong
   * to the frame.
   */
  private boolean isOthers(StackState before, StackStep step) {
    Action action = step.action();
    boolean word = action == Action.PUSH || action == Action.POP;
    return step.transfersFlags()
        || pushedFlags.contains(step.address())
        || word && before.hasFramePointer();
  }
}

package fastpath.emulator.engine;

import com.google.common.collect.ImmutableMap;
import fastpath.emulator.isa.Flow;
import java.util.HashMap;
import java.util.Map;

/** Tracks whether the called function itself is running, and how deep the stack has been. */
public final class CallTracker {
  /**
   * The value of the callee slot while no return instruction would lead back into the called
   * function.
   */
  public static final long NONE = -1;

  /** The tracker's state when an interrupt was delivered. */
  private record Interrupted(boolean own, long calleeSlot) {}

  private final Map<Long, Interrupted> frames = new HashMap<>();
  private Engine.Activation activation;
  private long entryRsp;
  private long stackBytes;
  private long deepest;
  private long deepestOwn;
  private boolean own;

  /**
   * The address of the stack word with the running callee's return address; {@code NONE} if the
   * callee will not return to the called function.
   */
  private long calleeSlot = NONE;

  /** A saved state of a tracker; immutable. */
  record Progress(
      Map<Long, Interrupted> frames,
      Engine.Activation activation,
      long entryRsp,
      long deepest,
      long deepestOwn,
      boolean own,
      long calleeSlot) {
    /** True if two saved states differ at most in the depth of the stack so far. */
    boolean isSameActivation(Progress other) {
      return frames.equals(other.frames)
          && activation == other.activation
          && entryRsp == other.entryRsp
          && deepestOwn == other.deepestOwn
          && own == other.own
          && calleeSlot == other.calleeSlot;
    }
  }

  Progress progress() {
    return new Progress(
        ImmutableMap.copyOf(frames), activation, entryRsp, deepest, deepestOwn, own, calleeSlot);
  }

  void restore(Progress then) {
    activation = then.activation;
    entryRsp = then.entryRsp;
    stackBytes = activation.stackBytes();
    frames.clear();
    frames.putAll(then.frames);
    resume(then.own, then.calleeSlot, then.deepest, then.deepestOwn);
  }

  void begin(long rsp, long rip, Engine.Activation called) {
    activation = called;
    entryRsp = rsp;
    stackBytes = called.stackBytes();
    frames.clear();
    deepest = 0;
    deepestOwn = 0;
    own = called.owns(rip);
    calleeSlot = NONE;
  }

  /** True if the code that runs is the called function's own, in its own activation. */
  public boolean own() {
    return own;
  }

  public Engine.Activation activation() {
    return activation;
  }

  public long entryRsp() {
    return entryRsp;
  }

  /** Returns the number of bytes of stack below the return address. */
  public long limit() {
    return stackBytes;
  }

  /**
   * Returns the address of the stack word with the running callee's return address, or {@link
   * #NONE}.
   */
  public long calleeSlot() {
    return calleeSlot;
  }

  public long ownStackBytes() {
    return deepestOwn;
  }

  public long stackBytes() {
    return deepest;
  }

  /**
   * Returns the number of bytes that rsp is below its value at entry; 0 on the stack of another
   * thread or handler.
   */
  public long depth(long rsp) {
    long depth = entryRsp - rsp;
    return depth > stackBytes ? 0 : depth;
  }

  void interrupted(long frame) {
    frames.put(frame, new Interrupted(own, calleeSlot));
    deepest = Math.max(deepest, depth(frame));
    own = false;
    calleeSlot = NONE;
  }

  /**
   * An interrupt frame is identified by its address, because a handler may switch to another
   * thread, which then returns from a frame of its own.
   */
  void resumed(long frame) {
    Interrupted before = frames.remove(frame);
    if (before != null) {
      own = before.own;
      calleeSlot = before.calleeSlot;
    }
  }

  /** Sets the tracker's state after an accelerator has executed code in the interpreter's place. */
  public void resume(boolean runsOwn, long slot, long bytes, long ownBytes) {
    own = runsOwn;
    calleeSlot = slot;
    deepest = bytes;
    deepestOwn = ownBytes;
  }

  /** Updates the tracker after an instruction that has changed rsp or transferred control. */
  public void follow(Code c, long rsp, long destination) {
    boolean call = c.flow == Flow.CALL || c.flow == Flow.INDIRECT_CALL;
    long depth = depth(rsp);
    deepest = Math.max(deepest, depth);
    if (own) {
      // The return address that a call pushes counts as the callee's stack.
      deepestOwn = call ? deepestOwn : Math.max(deepestOwn, depth);
      if (call || c.flow != Flow.NEXT && !activation.owns(destination)) {
        own = false;
        calleeSlot = call ? rsp : NONE;
      }
    } else if (c.flow == Flow.RET && calleeSlot != NONE && rsp - calleeSlot == 8) {
      own = activation.owns(destination);
    }
  }
}

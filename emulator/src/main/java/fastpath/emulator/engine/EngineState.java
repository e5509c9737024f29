package fastpath.emulator.engine;

/** A saved state of a call in an engine, for {@link Engine#restore}; immutable. */
public final class EngineState {
  final long returnAddress;
  final long retired;
  final CallTracker.Progress call;

  /** Returns the number of instructions of the call that have retired. */
  public long instructions() {
    return retired;
  }

  /** True if two states are in the same activation of the same call, at any two times. */
  public boolean isSameActivation(EngineState other) {
    return returnAddress == other.returnAddress && call.isSameActivation(other.call);
  }

  /** Returns the deepest rsp so far, in bytes below its value at entry. */
  public long stackBytes() {
    return call.deepest();
  }

  EngineState(long returnAddress, long retired, CallTracker.Progress call) {
    this.returnAddress = returnAddress;
    this.retired = retired;
    this.call = call;
  }
}

package fastpath.emulator.engine;

/** Where a call stands in an engine, for {@link Engine#restore}; immutable. */
public final class EngineState {
  final long returnAddress;
  final long retired;
  final CallTracker.Progress call;

  /** Instructions of the call that have retired. */
  public long instructions() {
    return retired;
  }

  /** True if both stand in the same activation of the same call, whenever that is. */
  public boolean isSameActivation(EngineState other) {
    return returnAddress == other.returnAddress && call.isSameActivation(other.call);
  }

  /** The deepest rsp below its place at entry so far, in bytes. */
  public long stackBytes() {
    return call.deepest();
  }

  EngineState(long returnAddress, long retired, CallTracker.Progress call) {
    this.returnAddress = returnAddress;
    this.retired = retired;
    this.call = call;
  }
}

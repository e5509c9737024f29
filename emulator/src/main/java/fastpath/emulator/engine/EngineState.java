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

  EngineState(long returnAddress, long retired, CallTracker.Progress call) {
    this.returnAddress = returnAddress;
    this.retired = retired;
    this.call = call;
  }
}

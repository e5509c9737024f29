package fastpath.emulator.explore;

/** Receives the accesses of a step in the order of execution. */
public interface Accesses {
  /** Ignores all accesses. */
  Accesses IGNORED =
      new Accesses() {
        @Override
        public void loaded(Request.Load load, long value) {}

        @Override
        public void stored(Request.Store store) {}
      };

  /** Called when a load has returned its value. */
  void loaded(Request.Load load, long value);

  /**
   * Called when a store has been issued; a store of a locked instruction has then reached memory.
   */
  void stored(Request.Store store);
}

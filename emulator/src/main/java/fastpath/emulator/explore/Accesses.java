package fastpath.emulator.explore;

/** Receives the accesses of a step in their order. */
public interface Accesses {
  /** Ignores all accesses. */
  Accesses IGNORED =
      new Accesses() {
        @Override
        public void loaded(Request.Load load, long value) {}

        @Override
        public void stored(Request.Store store) {}
      };

  /** A load has got its value. */
  void loaded(Request.Load load, long value);

  /** A store has been issued; a store of a locked instruction has reached memory. */
  void stored(Request.Store store);
}

package fastpath.emulator.explore;

/** Told of the accesses of a step, in their order. */
public interface Accesses {
  /** Nobody listens. */
  Accesses IGNORED =
      new Accesses() {
        @Override
        public void loaded(Request.Load load, long value) {}

        @Override
        public void stored(Request.Store store) {}
      };

  /** A load has got its value. */
  void loaded(Request.Load load, long value);

  /** A store has been issued, or done if the instruction is locked. */
  void stored(Request.Store store);
}

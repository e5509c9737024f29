package fastpath.lab.workshop;

/** Receives the progress of some work; the methods are called from several threads. */
public interface Steps {
  Steps SILENT =
      new Steps() {
        @Override
        public void expect(int steps) {}

        @Override
        public void done(String what) {}

        @Override
        public void check() {}
      };

  /** Announces further steps. */
  void expect(int steps);

  /**
   * Called when a step of the work is done.
   *
   * @throws Interrupted if the user has asked to stop
   */
  void done(String what);

  /**
   * Called during a step of the work.
   *
   * @throws Interrupted if the user has asked to stop
   */
  void check();
}

package fastpath.lab.workshop;

/** Receives the progress of work; called from several threads. */
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
   * Called when a step is done.
   *
   * @throws Interrupted if the user has interrupted
   */
  void done(String what);

  /**
   * Called during a step.
   *
   * @throws Interrupted if the user has interrupted
   */
  void check();
}

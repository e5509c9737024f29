package fastpath.lab.workshop;

/** Who is told how far the work has come; called from several threads. */
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

  /** That many more steps will follow. */
  void expect(int steps);

  /**
   * One step is done.
   *
   * @throws Interrupted if the user has asked for the end
   */
  void done(String what);

  /**
   * Goes on with the step at hand.
   *
   * @throws Interrupted if the user has asked for the end
   */
  void check();
}

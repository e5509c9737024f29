package fastpath.lab.workshop;

/** Who is told how far the work has come; called from several threads. */
public interface Steps {
  Steps SILENT =
      new Steps() {
        @Override
        public void expect(int steps) {}

        @Override
        public void done(String what) {}
      };

  /** That many more steps will follow. */
  void expect(int steps);

  /** One step is done. */
  void done(String what);
}

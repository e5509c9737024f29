package fastpath.emulator.snapshot;

/**
 * A listener for the accesses to a memory, called before each store and before or after each load.
 */
public interface AccessLog {
  /** Called when bytes of a mapping are loaded. */
  void read(DirtyPages mapping, int offset, int bytes);

  /** Called when bytes of a mapping are stored. */
  void written(DirtyPages mapping, int offset, int bytes);

  /**
   * Called when the run depends on more than registers and bytes of memory, so that the log is
   * incomplete.
   */
  void lost();
}

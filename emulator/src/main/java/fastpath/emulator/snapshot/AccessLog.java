package fastpath.emulator.snapshot;

/** Is told of every access to a memory, before a store and after or before a load. */
public interface AccessLog {
  /** Bytes of a mapping are loaded. */
  void read(DirtyPages mapping, int offset, int bytes);

  /** Bytes of a mapping are stored. */
  void written(DirtyPages mapping, int offset, int bytes);

  /** What happens depends on more than registers and bytes. */
  void lost();
}

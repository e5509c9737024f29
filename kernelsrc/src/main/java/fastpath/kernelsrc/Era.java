package fastpath.kernelsrc;

/** Which kernel a preset stands for: one that was released, or one that might have been. */
public sealed interface Era {
  /** The releases that it stands for; of a what-if those that it changes. */
  Releases releases();

  /**
   * A kernel as it was released.
   *
   * @param options how it was configured, and by which compiler and for which CPU it was built
   */
  record Released(Releases releases, String options) implements Era {}

  /**
   * A kernel that was not released.
   *
   * @param change how it differs from those of its releases
   */
  record WhatIf(Releases releases, String change) implements Era {}
}

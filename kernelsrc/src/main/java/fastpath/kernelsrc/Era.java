package fastpath.kernelsrc;

/** The kernel that a preset stands for: one that was released, or a what-if. */
public sealed interface Era {
  /** The releases that the kernel belongs to; for a what-if the releases that it changes. */
  Releases releases();

  /**
   * A kernel as it was released.
   *
   * @param options the kernel's options, with the compiler and CPU that matter
   */
  record Released(Releases releases, String options) implements Era {}

  /**
   * A kernel that was not released.
   *
   * @param change how the kernel differs from the kernel of its releases
   */
  record WhatIf(Releases releases, String change) implements Era {}
}

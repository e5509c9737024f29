package fastpath.emulator.explore;

import fastpath.emulator.machine.Interrupts;

/**
 * The kinds of interrupts, which different conditions block. A set of kinds is an int with the
 * {@link #bit} of each kind; a set of targets is an int with {@link #target} for each kind and CPU.
 */
enum InterruptKind {
  /** An interrupt that waits while RFLAGS.IF is clear, and directly after an sti that sets IF. */
  MASKABLE(1),
  /** The non-maskable interrupt, which waits from its delivery until the next iretq. */
  NMI(2);

  private static final int BITS = 2;

  /** The number of different sets of kinds. */
  static final int SETS = 1 << BITS;

  private final int bit;

  InterruptKind(int bit) {
    this.bit = bit;
  }

  static InterruptKind of(int vector) {
    return vector == Interrupts.NMI ? NMI : MASKABLE;
  }

  int bit() {
    return bit;
  }

  boolean isIn(int kinds) {
    return (kinds & bit()) != 0;
  }

  /** Returns the set of targets that has only an interrupt of a CPU by a vector. */
  static int target(int cpu, int vector) {
    return of(vector).bit() << BITS * cpu;
  }

  /** Returns the kinds by which a set of targets interrupts a CPU. */
  static int kinds(int targets, int cpu) {
    return targets >> BITS * cpu & SETS - 1;
  }
}

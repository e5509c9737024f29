package fastpath.lab.validate;

import fastpath.emulator.machine.Interrupts;

/** Something from outside that comes between two instructions of a call. */
public sealed interface Injection {
  /** How many instructions of the call have retired when it comes. */
  long at();

  /** Makes ready for the next call. */
  void plan(Interrupts interrupts);

  /**
   * A device's interrupt that wakes one of two threads which are more urgent than the one under
   * test.
   *
   * @param rival 0, or 1 for the more urgent
   */
  record Wake(long at, int rival) implements Injection {
    /** {@code LAB_RIVAL_VECTOR} in C. */
    private static final int FIRST_VECTOR = 0x36;

    static final int RIVALS = 2;

    int vector() {
      return FIRST_VECTOR + rival;
    }

    /** The rival that a vector wakes; -1 if it wakes none. */
    static int rivalOf(int vector) {
      int rival = vector - FIRST_VECTOR;
      return rival >= 0 && rival < RIVALS ? rival : -1;
    }

    @Override
    public void plan(Interrupts interrupts) {
      interrupts.at(at, vector());
    }
  }
}

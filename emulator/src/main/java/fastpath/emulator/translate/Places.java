package fastpath.emulator.translate;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.State;

/** Which of the CPU's state generated code keeps in locals. */
final class Places {
  /** Flags whose change is the interpreter's: interrupts may be due afterwards. */
  static final long LEFT_FLAGS = Flags.IF;

  private Places() {}

  /** Whether a state can be read. */
  static boolean holds(State s) {
    return s != State.RIP && s != State.TSC;
  }

  /** Whether a state is written; the others are written too rarely. */
  static boolean isWritten(State s) {
    return s.ordinal() < 16 || s == State.FS_BASE || s == State.GS_BASE;
  }
}

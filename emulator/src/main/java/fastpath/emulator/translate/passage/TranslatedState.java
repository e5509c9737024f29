package fastpath.emulator.translate.passage;

import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.State;

/** Which of the CPU's state generated code keeps in locals. */
public final class TranslatedState {
  /** Flags whose change is the interpreter's: interrupts may be due afterwards. */
  public static final long LEFT_FLAGS = Flags.IF;

  private TranslatedState() {}

  /** Whether a state can be read. */
  public static boolean holds(State s) {
    return s != State.RIP && s != State.TSC;
  }

  /** Whether a state is written; the others are written too rarely. */
  public static boolean isWritten(State s) {
    return s.ordinal() < 16 || s == State.FS_BASE || s == State.GS_BASE;
  }
}

package fastpath.emulator.machine;

/** Why execution stopped. */
public enum Stop {
  /** The called function returned. */
  RETURN,
  /** The guest called exit or exit_group. */
  EXIT,
  /** hlt. */
  HALT,
  /** A fault that no exception-table entry mends. */
  FAULT,
  /** The instruction budget ran out. */
  LIMIT,
  /** An engine's only, never an outcome: the machine looks after interrupts and goes on. */
  INTERRUPT
}

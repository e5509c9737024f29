package fastpath.emulator.machine;

/**
 * How a call ended, without its counts.
 *
 * @param value rax
 * @param fault null unless {@link Stop#FAULT}
 * @param instructions retired
 */
public record Ending(Stop stop, long value, Fault fault, long instructions) {
  /** Returns the same ending for a call that had retired so many instructions more. */
  public Ending later(long more) {
    return new Ending(stop, value, fault, instructions + more);
  }
}

package fastpath.emulator.machine;

/**
 * The ending of a call, without its counts.
 *
 * @param value the value of RAX
 * @param fault the fault; null unless {@link Stop#FAULT}
 * @param instructions number of instructions retired
 */
public record Ending(Stop stop, long value, Fault fault, long instructions) {
  /** Returns the same ending with a greater number of retired instructions. */
  public Ending later(long more) {
    return new Ending(stop, value, fault, instructions + more);
  }
}

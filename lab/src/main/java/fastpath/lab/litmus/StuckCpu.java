package fastpath.lab.litmus;

import fastpath.emulator.explore.Snapshot;

/**
 * A CPU that never ends.
 *
 * @param cpu the name of the CPU
 * @param at the place in the code and the instruction there: the hlt, or the first instruction of
 *     the loop
 * @param halted true if it halts and nothing wakes it
 * @param state a state from which the CPU never ends
 */
public record StuckCpu(String cpu, String at, boolean halted, Snapshot state) {
  /** A description of what the CPU does for ever. */
  public String text() {
    return cpu + (halted ? " halts at " : " never leaves the loop at ") + at;
  }
}

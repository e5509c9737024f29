package fastpath.lab.litmus;

import fastpath.emulator.explore.Snapshot;

/**
 * A CPU that never ends.
 *
 * @param cpu the name of the CPU
 * @param at the place in the code and the instruction there: the hlt, or the first of the loop
 * @param halted true if it halts and nothing wakes it
 * @param state from which it does not end, whatever happens
 */
public record StuckCpu(String cpu, String at, boolean halted, Snapshot state) {
  /** What the CPU does for ever, in words. */
  public String text() {
    return cpu + (halted ? " halts at " : " never leaves the loop at ") + at;
  }
}

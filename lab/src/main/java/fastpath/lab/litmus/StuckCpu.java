package fastpath.lab.litmus;

import fastpath.emulator.explore.Snapshot;

/**
 * A CPU that never ends, as an exploration found it.
 *
 * @param cpu the name of the CPU
 * @param at the place in the code and the instruction at that place: the hlt, or the first
 *     instruction of the loop
 * @param halted true if the CPU halts and nothing wakes it
 * @param state a state from which the CPU never ends
 */
public record StuckCpu(String cpu, String at, boolean halted, Snapshot state) {
  /** Returns a description of what the CPU does for ever. */
  public String text() {
    return cpu + (halted ? " halts at " : " never leaves the loop at ") + at;
  }
}

package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;

/** What a condition speaks of. */
public sealed interface Location {
  /**
   * A register of a CPU.
   *
   * @param name as the test writes it
   */
  record Register(int cpu, Reg reg, String name) implements Location {
    @Override
    public String toString() {
      return cpu + ":" + name;
    }
  }

  /** An element of a variable; the only one if it is no array. */
  record Cell(String variable, int index) implements Location {
    @Override
    public String toString() {
      return index == 0 ? variable : variable + "[" + index + "]";
    }
  }
}

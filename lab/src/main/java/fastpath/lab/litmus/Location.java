package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.regex.Pattern;

/** A location that a condition compares. */
public sealed interface Location {
  /**
   * A register of a CPU.
   *
   * @param name name of the register in the test
   */
  record Register(int cpu, Reg reg, String name) implements Location {
    @Override
    public String toString() {
      return cpu + ":" + name;
    }
  }

  /**
   * An element of a variable; a variable that is no array has one element. A variable P0.r0 holds
   * what the local variable r0 of P0 was at the end, which herd calls 0:r0.
   */
  record Cell(String variable, int index) implements Location {
    private static final Pattern LOCAL = Pattern.compile("^P(\\d+)\\.");

    @Override
    public String toString() {
      String shown = LOCAL.matcher(variable).replaceFirst("$1:");
      return index == 0 ? shown : shown + "[" + index + "]";
    }
  }
}

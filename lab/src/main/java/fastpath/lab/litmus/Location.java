package fastpath.lab.litmus;

import fastpath.emulator.isa.Reg;
import java.util.regex.Pattern;

/** A location whose value a condition compares. */
public sealed interface Location {
  /**
   * A register of a CPU.
   *
   * @param name the register's name in the test
   */
  record Register(int cpu, Reg reg, String name) implements Location {
    @Override
    public String toString() {
      return cpu + ":" + name;
    }
  }

  /**
   * An element of a variable; a variable that is not an array has one element. The variable P0.r0
   * holds the final value of P0's local variable r0, which herd calls 0:r0.
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

package fastpath.emulator.isa;

import java.util.List;

/**
 * An instruction with its meaning as micro-ops. For a repeated string instruction the micro-ops are
 * one iteration without the count: the engine tests and decrements rcx (ecx if {@link
 * Insn#addressBits} is 32) and, for REPE and REPNE, tests ZF after each iteration.
 *
 * @param temps number of temps that the micro-ops use
 * @param zeroExtended registers whose upper 32 bits the engine clears before it first tests the
 *     count of a repeated instruction; the bits remain cleared if the first iteration faults
 * @param restoresFlags true if a fault of a repeated instruction leaves RFLAGS as before the first
 *     iteration
 */
public record Lifted(
    Decoded insn,
    Uop[] uops,
    int temps,
    Flow flow,
    Repeat repeat,
    List<State> zeroExtended,
    boolean restoresFlags) {
  /**
   * Creates an instruction that clears no registers before its micro-ops and restores no flags
   * after a fault.
   */
  public Lifted(Decoded insn, Uop[] uops, int temps, Flow flow, Repeat repeat) {
    this(insn, uops, temps, flow, repeat, List.of(), false);
  }

  /**
   * Returns the micro-op that assigns a temp.
   *
   * @throws IllegalArgumentException if no micro-op assigns the temp
   */
  public Uop definition(int temp) {
    for (Uop u : uops) {
      if (u.defines(temp)) {
        return u;
      }
    }
    throw new IllegalArgumentException("no micro-op of " + insn + " assigns temp " + temp);
  }

  /** True if a temp holds the value that a state had before the instruction. */
  public boolean isState(int temp, State state) {
    return temp >= 0 && definition(temp) instanceof Uop.Get g && g.state() == state;
  }
}

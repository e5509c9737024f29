package fastpath.emulator.isa;

import java.util.List;

/**
 * The meaning of an instruction as micro-ops. For a repeated string instruction uops are one
 * iteration, without the count: the engine tests and decrements rcx (ecx if {@link
 * Insn#addressBits} is 32) and, for REPE and REPNE, tests ZF after each.
 *
 * @param temps number of temps that uops use
 * @param zeroExtended registers whose upper 32 bits the engine clears before it first tests the
 *     count of a repeated instruction; a fault of its first iteration leaves them cleared
 * @param restoresFlags a fault of a repeated instruction leaves RFLAGS as it was before the first
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
  /** An instruction that does nothing before its micro-ops and nothing after a fault. */
  public Lifted(Decoded insn, Uop[] uops, int temps, Flow flow, Repeat repeat) {
    this(insn, uops, temps, flow, repeat, List.of(), false);
  }

  /**
   * The micro-op that assigns a temp.
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

  /** True if a temp holds a state's value before the instruction. */
  public boolean isState(int temp, State state) {
    return temp >= 0 && definition(temp) instanceof Uop.Get g && g.state() == state;
  }
}

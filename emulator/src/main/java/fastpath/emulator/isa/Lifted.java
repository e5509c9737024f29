package fastpath.emulator.isa;

/**
 * An instruction's meaning. For a repeated string instruction uops are one iteration, without the
 * count: the engine tests and decrements rcx (ecx if {@link Insn#addressBits} is 32) and, for REPE
 * and REPNE, tests ZF after each.
 *
 * @param temps how many temps uops use
 */
public record Lifted(Decoded insn, Uop[] uops, int temps, Flow flow, Repeat repeat) {
  /**
   * The micro-op that assigns a temp.
   *
   * @throws IllegalArgumentException if no micro-op does
   */
  public Uop definition(int temp) {
    for (Uop u : uops) {
      if (u.defines(temp)) {
        return u;
      }
    }
    throw new IllegalArgumentException("no micro-op of " + insn + " assigns temp " + temp);
  }

  /** True if a temp holds a state as it was before the instruction. */
  public boolean isState(int temp, State state) {
    return temp >= 0 && definition(temp) instanceof Uop.Get g && g.state() == state;
  }
}

package fastpath.emulator.isa;

/** Turns an instruction into micro-ops: its row's meaning applied to its operands. */
public final class Lifter {
  private Lifter() {}

  public static Lifted lift(Decoded decoded) {
    Lift lift = new Lift(decoded);
    decoded.insn().form().meaning.lift(lift);
    return lift.finish();
  }
}

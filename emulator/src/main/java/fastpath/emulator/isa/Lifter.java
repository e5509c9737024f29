package fastpath.emulator.isa;

/** Converts an instruction to micro-ops by applying the meaning of its row to its operands. */
public final class Lifter {
  private Lifter() {}

  public static Lifted lift(Decoded decoded) {
    Lift lift = new Lift(decoded);
    decoded.insn().form().meaning.lift(lift);
    return lift.finish();
  }
}

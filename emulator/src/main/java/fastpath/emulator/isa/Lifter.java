package fastpath.emulator.isa;

/** Turns an instruction into micro-ops: its row's meaning applied to its operands. */
public final class Lifter {
  private Lifter() {}

  public static Lifted lift(Decoded decoded) {
    throw new UnsupportedOperationException("to come");
  }
}

package fastpath.emulator.isa;

/** The meaning of a row of the instruction table, which adds an instruction's micro-ops. */
@FunctionalInterface
interface Meaning {
  void lift(Lift lift);
}

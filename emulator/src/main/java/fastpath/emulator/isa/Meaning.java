package fastpath.emulator.isa;

/** The meaning of an instruction as micro-ops. */
@FunctionalInterface
interface Meaning {
  void lift(Lift lift);
}

package fastpath.emulator.isa;

/** What an instruction does, said as micro-ops. */
@FunctionalInterface
interface Meaning {
  void lift(Lift lift);
}

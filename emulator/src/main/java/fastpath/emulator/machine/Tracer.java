package fastpath.emulator.machine;

import fastpath.emulator.isa.Decoded;

/** A listener that is called for every instruction once it has retired, with the state after it. */
@FunctionalInterface
public interface Tracer {
  void retired(Decoded insn, Cpu cpu, Memory memory);
}

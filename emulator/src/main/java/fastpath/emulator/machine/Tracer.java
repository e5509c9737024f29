package fastpath.emulator.machine;

import fastpath.emulator.isa.Decoded;

/** Is told of every instruction once it has retired, with the state after it. */
@FunctionalInterface
public interface Tracer {
  void retired(Decoded insn, Cpu cpu, Memory memory);
}

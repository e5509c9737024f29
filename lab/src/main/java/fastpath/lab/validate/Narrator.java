package fastpath.lab.validate;

import fastpath.emulator.machine.Tracer;

/** Receives all events of a run that is repeated. */
public interface Narrator extends Tracer {
  /** An interrupt or exception is taken. */
  void taken(int vector, Site before);

  /** The iretq of an interrupt or exception has retired. */
  void returned(int vector);
}

package fastpath.lab.validate;

import fastpath.emulator.machine.Tracer;

/** Receives all events of a run that is repeated with a trace. */
public interface Narrator extends Tracer {
  /** Called when an interrupt or exception is taken. */
  void taken(int vector, Site before);

  /** Called when the iretq of an interrupt or exception has retired. */
  void returned(int vector);
}

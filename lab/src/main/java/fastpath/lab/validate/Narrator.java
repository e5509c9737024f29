package fastpath.lab.validate;

import fastpath.emulator.machine.Tracer;

/** Told of everything that happens in a run that is replayed. */
public interface Narrator extends Tracer {
  /** An interrupt or exception is taken. */
  void taken(int vector, Site before);

  /** Its iretq has retired. */
  void returned(int vector);
}

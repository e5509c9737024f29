package fastpath.emulator;

import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.TaintTracker;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Gate;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.InterruptFrame;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;

/**
 * Runs the engine of one CPU from one event to the next, and delivers interrupts and exceptions
 * through the guest's interrupt table (SDM vol. 3A, 6.14). A fault without a gate in that table
 * goes to the host's page fault hook, then to the exception table, and otherwise ends the run.
 */
final class Processor {
  private static final int EXTERNAL = 1;

  /**
   * The number of fix-ups without a retired instruction after which the CPU counts as stuck; a
   * kernel's fix-up may itself fault, as in a copy that is retried byte by byte.
   */
  private static final int MOST_FIXUPS_IN_VAIN = 100;

  private final Cpu cpu;
  private final Interrupts interrupts;
  private final Memory memory;
  private final SystemCalls system;
  private final Engine engine;
  private final MachineOptions options;
  private final ExceptionTable exceptionTable;
  private final BugTable bugTable;
  private final UndefinedFaults undefined;
  private final Cancellation cancellation;
  private GuestFault fault;
  private long fixedAt = -1;
  private int fixupsInVain;

  /**
   * True if the run has paused after a hlt, before it was decided whether an interrupt wakes the
   * CPU.
   */
  private boolean halted;

  /** True if the run is to pause at the instruction to which an interrupt has returned. */
  private boolean pauseAfterReturn;

  private TaintTracker taint;

  Processor(
      Cpu cpu,
      Memory memory,
      SystemCalls system,
      Engine engine,
      MachineOptions options,
      ExceptionTable exceptionTable,
      BugTable bugTable,
      UndefinedFaults undefined) {
    this.cpu = cpu;
    this.interrupts = cpu.interrupts();
    this.memory = memory;
    this.system = system;
    this.engine = engine;
    this.options = options;
    this.exceptionTable = exceptionTable;
    this.bugTable = bugTable;
    this.undefined = undefined;
    cancellation = new Cancellation(options.cancelled());
  }

  /** Returns the fault that ended the run with {@link Stop#FAULT}. */
  GuestFault fault() {
    return fault;
  }

  /**
   * Requests a pause at the instruction to which the interrupt returns; called by a hook when it is
   * told of the return.
   */
  void pauseAfterReturn() {
    pauseAfterReturn = true;
  }

  /** Clears the request for a pause after an interrupt's return. */
  void hasPaused() {
    pauseAfterReturn = false;
  }

  /** Sets the tracker that follows the interrupted registers through a handler; null for none. */
  void track(TaintTracker tracker) {
    taint = tracker;
  }

  /** True if the CPU has paused after a hlt. */
  boolean isHalted() {
    return halted;
  }

  void restore(boolean wasHalted) {
    halted = wasHalted;
    fixedAt = -1;
  }

  /**
   * Runs instructions from the CPU's rip on.
   *
   * @param budget limit on the instructions retired since the engine's begin
   * @param pause number of instructions retired since the engine's begin at which to pause, before
   *     any interrupt that is due at this point
   * @return null after a pause, otherwise the reason why the run ended
   */
  Stop run(long budget, long pause) {
    if (halted) {
      halted = false;
      if (!wakes()) {
        return Stop.HALT;
      }
    }
    while (true) {
      try {
        interrupts.advance(engine.instructions());
        interruptIfDue();
        if (cancellation.isRequested()) {
          return Stop.CANCELLED;
        }
        Stop stop = engine.run(Math.min(Math.min(budget, pause), nextEvent()));
        boolean pauses = engine.instructions() >= pause;
        if (stop == Stop.HALT && pauses) {
          halted = true;
          return null;
        }
        if (ends(stop, budget)) {
          return stop;
        }
        if (pauses || pauseAfterReturn) {
          pauseAfterReturn = false;
          return null;
        }
      } catch (GuestFault f) {
        // An iretq that faulted on loading its frame does not count as a return.
        system.takeFrame();
        if (!handled(undefined.named(f))) {
          return Stop.FAULT;
        }
      }
    }
  }

  private long nextEvent() {
    long now = engine.instructions();
    long planned = interrupts.shadowed(cpu.rflags(), now) ? now + 1 : interrupts.nextPlanned();
    return Math.min(planned, cancellation.next(now));
  }

  private boolean ends(Stop stop, long budget) {
    return switch (stop) {
      case RETURN, EXIT, FAULT, CANCELLED -> true;
      case LIMIT -> engine.instructions() >= budget;
      case HALT -> !wakes();
      case INTERRUPT -> {
        attend();
        yield false;
      }
    };
  }

  /**
   * True if an interrupt wakes the halted CPU; no time passes while the CPU is halted, so the next
   * planned interrupt comes at once.
   */
  private boolean wakes() {
    interrupts.advanceWhileHalted(engine.instructions());
    return interrupts.deliverable(cpu.rflags());
  }

  /** Handles the end of an iretq or of a software interrupt. */
  private void attend() {
    long frame = system.takeFrame();
    if (frame != SystemCalls.NONE) {
      engine.resumed(frame);
      if (options.onDelivery() != null) {
        options.onDelivery().returned(engine.instructions(), cpu, memory);
      }
    }
    int software = system.takeSoftware();
    if (software >= 0) {
      deliver(software, Gate.of(software, cpu, memory), false, 0);
    }
  }

  private void interruptIfDue() {
    int vector = interrupts.take(cpu.rflags(), engine.instructions());
    if (vector < 0) {
      return;
    }
    Gate gate = Gate.of(vector, cpu, memory);
    if (gate == null) {
      throw new GuestFault(
          Fault.Kind.INTERRUPT,
          0,
          SystemCalls.missingGate(vector) | EXTERNAL,
          "0x" + Integer.toHexString(vector) + " has come, and its vector has no gate");
    }
    deliver(vector, gate, false, 0);
  }

  /**
   * Handles a fault by the guest's handler if its vector has a gate, otherwise by the host's hook
   * or the exception table; returns false if nothing handles the fault.
   */
  private boolean handled(GuestFault f) {
    fault = f;
    Fault.Kind kind = f.kind();
    if (kind == Fault.Kind.PAGE) {
      cpu.set(State.CR2, f.address());
    }
    Gate gate = kind.vector() < 0 ? null : Gate.of(kind.vector(), cpu, memory);
    if (gate == null) {
      return mended(f);
    }
    try {
      deliver(kind.vector(), gate, kind.hasErrorCode(), f.errorCode());
      return true;
    } catch (GuestFault second) {
      String what = "delivering " + kind.text() + ": " + second.getMessage();
      return kind != Fault.Kind.DOUBLE && handled(new GuestFault(Fault.Kind.DOUBLE, 0, 0, what));
    }
  }

  /**
   * Handles a fault as the kernel's handlers would: by the host's page fault hook, as a WARN(), or
   * by the exception table; returns false otherwise.
   */
  private boolean mended(GuestFault f) {
    if (taint != null) {
      taint.giveUp();
    }
    return f.kind() == Fault.Kind.PAGE
            && options.onPageFault() != null
            && options.onPageFault().onPageFault(f.address(), f.errorCode(), cpu, memory)
        || !isStuck()
            && (f.kind() == Fault.Kind.INVALID_OPCODE && bugTable.warn(cpu)
                || exceptionTable.fix(f.kind(), cpu));
  }

  /** True if fix-ups have led to fault after fault without any instruction retiring. */
  private boolean isStuck() {
    long now = engine.instructions();
    fixupsInVain = now == fixedAt ? fixupsInVain + 1 : 0;
    fixedAt = now;
    return fixupsInVain > MOST_FIXUPS_IN_VAIN;
  }

  /** Enters the handler of a gate of the interrupt table. */
  private void deliver(int vector, Gate gate, boolean hasErrorCode, int errorCode) {
    if (gate.stack() != 0) {
      throw new GuestFault(
          Fault.Kind.UNSUPPORTED,
          0,
          0,
          "gate " + vector + " asks for stack " + gate.stack() + " of a task-state segment");
    }
    if (taint != null) {
      taint.delivered(vector);
    }
    if (options.onDelivery() != null) {
      options.onDelivery().delivering(vector, engine.instructions(), cpu, memory);
    }
    engine.interrupted(
        InterruptFrame.enter(
            cpu, gate, hasErrorCode, errorCode, (address, word) -> memory.store(address, word, 8)));
  }
}

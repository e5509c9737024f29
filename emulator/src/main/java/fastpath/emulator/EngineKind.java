package fastpath.emulator;

import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Tracer;
import fastpath.emulator.machine.TrapHandler;
import fastpath.emulator.translate.Translator;
import fastpath.emulator.translate.Tuning;
import java.util.Arrays;
import java.util.Optional;

/** The engines there are. */
public enum EngineKind {
  /** The reference. */
  INTERPRETER("interpreter") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Interpreter(cpu, memory, traps, tracer);
    }
  },
  /** Translates what repeats. */
  TRANSLATOR("translator") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Translator(cpu, memory, traps, tracer, Tuning.DEFAULT);
    }
  },
  /** Translates nearly everything, as soon as it is seen twice: for tests of the translator. */
  EAGER("eager") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Translator(cpu, memory, traps, tracer, Tuning.EAGER);
    }
  },
  /**
   * The same, has the interpreter repeat all that translated code does, and fails if registers,
   * flags, memory or counts differ. Slow.
   */
  VERIFY("verify") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Translator(cpu, memory, traps, tracer, Tuning.VERIFY);
    }
  };

  private final String label;

  EngineKind(String label) {
    this.label = label;
  }

  /** What -Dfastpath.engine names, for tests; the translator if it names nothing. */
  static EngineKind chosen() {
    return named(System.getProperty("fastpath.engine", "translator"))
        .orElseThrow(() -> new IllegalArgumentException("-Dfastpath.engine names no engine"));
  }

  /** The engine that {@code --engine} calls so. */
  public static Optional<EngineKind> named(String name) {
    return Arrays.stream(values()).filter(k -> k.label().equals(name)).findFirst();
  }

  /** As {@code --engine} names it. */
  public String label() {
    return label;
  }

  /**
   * An engine for a CPU.
   *
   * @param tracer told of every retired instruction; may be null
   */
  abstract Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer);
}

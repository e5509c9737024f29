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

/** Kinds of engines. */
public enum EngineKind {
  /** The interpreter, which is the reference. */
  INTERPRETER("interpreter") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Interpreter(cpu, memory, traps, tracer);
    }
  },
  /** The translator, which compiles repeated code. */
  TRANSLATOR("translator") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Translator(cpu, memory, traps, tracer, Tuning.DEFAULT);
    }
  },
  /**
   * The translator, compiling nearly all code when it is reached a second time: for tests of the
   * translator.
   */
  EAGER("eager") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Translator(cpu, memory, traps, tracer, Tuning.EAGER);
    }
  },
  /**
   * The translator, with the interpreter repeating all translated code. It fails if registers,
   * flags, memory or counts differ. This engine is slow.
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

  /** The engine of -Dfastpath.engine, for tests; the translator if the property is not set. */
  static EngineKind chosen() {
    return named(System.getProperty("fastpath.engine", "translator"))
        .orElseThrow(() -> new IllegalArgumentException("-Dfastpath.engine names no engine"));
  }

  /** The engine of a name of {@code --engine}. */
  public static Optional<EngineKind> named(String name) {
    return Arrays.stream(values()).filter(k -> k.label().equals(name)).findFirst();
  }

  /** The name of {@code --engine}. */
  public String label() {
    return label;
  }

  /**
   * Creates an engine for a CPU.
   *
   * @param tracer receives every retired instruction; may be null
   */
  abstract Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer);
}

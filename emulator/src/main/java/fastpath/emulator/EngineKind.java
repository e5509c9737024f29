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

/** The kinds of engines that can execute a machine's instructions. */
public enum EngineKind {
  /** The interpreter, which is the reference engine. */
  INTERPRETER("interpreter") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Interpreter(cpu, memory, traps, tracer);
    }
  },
  /** The translator, which compiles code that is executed repeatedly. */
  TRANSLATOR("translator") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Translator(cpu, memory, traps, tracer, Tuning.DEFAULT);
    }
  },
  /**
   * The translator with a threshold so low that nearly all code is compiled when control reaches it
   * a second time; used to test the translator.
   */
  EAGER("eager") {
    @Override
    Engine create(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
      return new Translator(cpu, memory, traps, tracer, Tuning.EAGER);
    }
  },
  /**
   * The translator, with the interpreter executing all translated code a second time. The engine
   * fails if registers, flags, memory or counts differ between the two. This engine is slow.
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

  /**
   * Returns the engine named by -Dfastpath.engine, which tests set; the translator if the property
   * is not set.
   */
  static EngineKind chosen() {
    return named(System.getProperty("fastpath.engine", "translator"))
        .orElseThrow(() -> new IllegalArgumentException("-Dfastpath.engine names no engine"));
  }

  /** Returns the engine with a name that the option {@code --engine} accepts. */
  public static Optional<EngineKind> named(String name) {
    return Arrays.stream(values()).filter(k -> k.label().equals(name)).findFirst();
  }

  /** Returns the engine's name in the option {@code --engine}. */
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

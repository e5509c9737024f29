package fastpath.emulator.isa;

import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.engine.PreciseFault;
import fastpath.emulator.isa.SiliconCase.After;
import fastpath.emulator.isa.SiliconCase.Fault;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault.Kind;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.TrapHandler;
import fastpath.emulator.translate.Tuning;
import java.util.List;

/**
 * An engine, or another part of the emulator, that can run a case; with the list of all of them.
 */
abstract class SiliconEngine {
  /** Number of instructions after which an engine is created anew, which keeps its caches small. */
  private static final int RENEW = 64;

  private static final int DATA_SELECTOR = 0x2b;
  private static final int CODE_SELECTOR = 0x33;
  static final long UNREACHABLE = 0xfffffffffffff000L;

  /**
   * Tuning that translates at the third jump to an instruction, when the mappings of its accesses
   * have been noted. A hot threshold of 4 or more would grow with the number of earlier
   * translations.
   */
  private static final Tuning WATCHED = new Tuning(3, 1000, 500, 500, 8, 1 << 30, false, false);

  final CpuProfile profile;
  final String name;
  Cpu cpu;
  SiliconMemory memory;
  private byte[] code = {};
  private int instructions;

  SiliconEngine(CpuProfile profile, String name) {
    this.profile = profile;
    this.name = name;
  }

  /** A factory of engines. */
  interface Maker {
    Engine make(Cpu cpu, Memory memory, TrapHandler traps);
  }

  /** Returns one engine of each kind for a maker's CPU; a new kind is added here. */
  static List<SiliconEngine> all(CpuProfile profile) {
    return List.of(
        new Plain(profile),
        new Real(profile, "interpreter", (cpu, m, traps) -> new Interpreter(cpu, m, traps, null)),
        new SiliconTranslator(profile, "translator", Tuning.EAGER),
        new SiliconTranslator(profile, "translator that knows mappings", WATCHED));
  }

  /** Returns the engines that only interpret. */
  static List<SiliconEngine> interpreting(CpuProfile profile) {
    return List.of(
        new Plain(profile),
        new Real(profile, "interpreter", (cpu, m, traps) -> new Interpreter(cpu, m, traps, null)));
  }

  /** Returns a summary of all cases run so far; "" if there is none. */
  String summary() {
    return "";
  }

  abstract void renew();

  /** Runs the instruction; returns the fault that ended it, or null if there was none. */
  abstract GuestFault step(SiliconCase one);

  After run(SiliconCase one) {
    if (code != one.code() && instructions++ % RENEW == 0) {
      cpu = new Cpu(profile);
      memory = new SiliconMemory(cpu);
      renew();
    }
    code = one.code();
    memory.prepare(one);
    start(one);
    GuestFault f = step(one);
    long[] registers = new long[16];
    for (int i = 0; i < 16; i++) {
      registers[i] = cpu.get(State.gpr(i));
    }
    return new After(
        registers,
        cpu.get(State.RIP),
        cpu.rflags(),
        cpu.get(State.FS_BASE),
        cpu.get(State.GS_BASE),
        f == null ? null : fault(f),
        memory.takeBack(one));
  }

  final void start(SiliconCase one) {
    for (int i = 0; i < 16; i++) {
      cpu.set(State.gpr(i), one.registers()[i]);
    }
    cpu.set(State.RFLAGS, one.flags());
    cpu.set(State.RIP, one.address());
    cpu.set(State.FS_BASE, one.fsBase());
    cpu.set(State.GS_BASE, one.gsBase());
    cpu.set(State.CS, CODE_SELECTOR);
    cpu.set(State.SS, DATA_SELECTOR);
    for (State selector : new State[] {State.DS, State.ES, State.FS, State.GS}) {
      cpu.set(selector, 0);
    }
  }

  private static Fault fault(GuestFault f) {
    return f.kind() == Kind.PAGE
        ? Fault.page(f.address(), f.errorCode())
        : new Fault(f.kind().text(), 0, f.errorCode());
  }

  /** Handles a system instruction: only the traps listed here are part of the comparison. */
  static Stop trap(Uop.Trap.Kind trap) {
    var kind =
        trap == Uop.Trap.Kind.BP
            ? Kind.BREAKPOINT
            : trap == Uop.Trap.Kind.UD ? Kind.INVALID_OPCODE : Kind.PROTECTION;
    throw new GuestFault(kind, 0, 0, "");
  }

  /** The engine that executes micro-ops one after the other. */
  private static final class Plain extends SiliconEngine {
    private UopRunner runner;

    Plain(CpuProfile profile) {
      super(profile, "micro-ops");
    }

    @Override
    void renew() {
      runner = new UopRunner(cpu, memory.memory());
    }

    @Override
    GuestFault step(SiliconCase one) {
      byte[] text = memory.memory().mapping(SiliconMemory.TEXT).bytes();
      int offset = (int) (one.address() - SiliconMemory.TEXT);
      Lifted lifted = null;
      try {
        Decoded decoded = Decoder.decode(profile, text, offset, text.length, one.address());
        lifted = Lifter.lift(decoded);
        runner.trap = "";
        runner.run(lifted);
        return runner.trap.isEmpty() ? null : trapped(one);
      } catch (IsaException e) {
        return unreadable(e);
      } catch (GuestFault f) {
        cpu.set(State.RIP, one.address());
        return PreciseFault.of(f, lifted, cpu, memory.memory());
      }
    }

    private GuestFault trapped(SiliconCase one) {
      cpu.set(State.RIP, one.address());
      try {
        trap(Uop.Trap.Kind.valueOf(runner.trap));
        throw new AssertionError();
      } catch (GuestFault f) {
        return f;
      }
    }

    private static GuestFault unreadable(IsaException e) {
      return switch (e.reason()) {
        case TRUNCATED -> new GuestFault(Kind.PAGE, SiliconMemory.TEXT_END, 16, "");
        case NOT_AN_INSTRUCTION -> new GuestFault(Kind.INVALID_OPCODE, 0, 0, "");
        case TOO_LONG -> new GuestFault(Kind.PROTECTION, 0, 0, "");
        case UNSUPPORTED -> new GuestFault(Kind.UNSUPPORTED, 0, 0, "");
      };
    }
  }

  /** The called function for a case: all code belongs to it, and all memory is its stack. */
  record Anywhere() implements Engine.Activation {
    @Override
    public boolean owns(long address) {
      return true;
    }

    @Override
    public long stackBytes() {
      return Long.MAX_VALUE;
    }
  }

  /** An engine that machines use. */
  private static final class Real extends SiliconEngine {
    private final Maker maker;
    private Engine engine;

    Real(CpuProfile profile, String name, Maker maker) {
      super(profile, name);
      this.maker = maker;
    }

    @Override
    void renew() {
      engine = maker.make(cpu, memory.memory(), t -> trap(t.kind()));
    }

    @Override
    GuestFault step(SiliconCase one) {
      engine.begin(UNREACHABLE, new Anywhere());
      try {
        engine.run(1);
        return null;
      } catch (GuestFault f) {
        // A fault after the instruction has retired comes from the fetch at an address where
        // nothing can be fetched.
        return engine.instructions() == 0 ? f : null;
      }
    }
  }
}

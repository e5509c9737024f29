package fastpath.emulator;

import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Descriptors;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.DeliveryHook;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.snapshot.AccessLog;
import fastpath.emulator.snapshot.ReadLog;
import fastpath.emulator.snapshot.ReadSet;
import java.util.List;

/**
 * A CPU in kernel mode with an image loaded. Memory lasts from call to call, and so does the place
 * of the interrupt table; other registers are set anew by each, and what {@link Cpu#interrupts}
 * holds is for the next call alone.
 */
public final class Machine {
  /** How many zeros follow the CPU's copy, bytes. */
  public static final long PER_CPU_ZEROS = 64 * 1024;

  private static final State[] ARGUMENTS = {
    State.RDI, State.RSI, State.RDX, State.RCX, State.R8, State.R9
  };
  private static final State[] GPRS = {
    State.RAX, State.RCX, State.RDX, State.RBX, State.RSP, State.RBP, State.RSI, State.RDI,
    State.R8, State.R9, State.R10, State.R11, State.R12, State.R13, State.R14, State.R15
  };

  /** The caller's frame that a call leaves above, bytes. */
  public static final int CALLER_BYTES = 64;

  /** How far below the stack a fault is called an overflow of it, bytes. */
  private static final long OVERFLOW = 1 << 16;

  private final Image image;
  private final MachineOptions options;
  private final MachineAddresses addresses;
  private final Cpu cpu;
  private final Memory memory;
  private final SystemCalls system;
  private final Engine engine;

  private final long stackTop;
  private final ExceptionTable exceptionTable;
  private final BugTable bugTable;
  private final Processor processor;

  /** Whether a call has begun and not ended. */
  private boolean inCall;

  private Machine(Image image, MachineOptions options) {
    this.image = image;
    this.options = options;
    addresses = options.addresses();
    cpu = new Cpu(options.cpu());
    memory = new Memory(cpu);
    ImageMemory.load(image, memory);
    byte[] perCpu = image.perCpu();
    memory.map(
        addresses.perCpu(),
        perCpu.length + PER_CPU_ZEROS,
        Memory.READ | Memory.WRITE,
        "per-CPU data");
    memory.write(addresses.perCpu(), perCpu);
    // A kernel's first stack is one of its own variables.
    if (memory.mapping(addresses.stack()) == null) {
      memory.map(addresses.stack(), options.stackBytes(), Memory.READ | Memory.WRITE, "stack");
    }
    stackTop = addresses.stack() + options.stackBytes();
    exceptionTable = new ExceptionTable(image, memory);
    bugTable = new BugTable(image, memory);
    system = new SystemCalls(cpu, memory, options.stdout(), options.stderr());
    engine = options.engine().create(cpu, memory, system, options.tracer());
    processor =
        new Processor(
            cpu,
            memory,
            system,
            engine,
            options,
            exceptionTable,
            bugTable,
            new UndefinedFaults(image, cpu, memory, engine));
    cpu.set(State.GS_BASE, addresses.perCpu());
    cpu.set(State.CS, Descriptors.KERNEL_CS);
    cpu.set(State.SS, Descriptors.KERNEL_DS);
    ControlRegisters.initialize(cpu);
    ModelSpecificRegisters.initialize(cpu);
    // As setup_per_cpu_areas() does: how a per-CPU variable's address is found without %gs.
    image
        .symbol("this_cpu_off")
        .filter(image::isPerCpu)
        .ifPresent(s -> memory.poke(addresses.perCpu() + s.value(), addresses.perCpu(), 8));
    image.symbol(THREAD_CONTROL_BLOCK).ifPresent(s -> cpu.set(State.FS_BASE, s.value()));
  }

  /** What a process has at %fs: the compiler's stack protector finds its canary there. */
  private static final String THREAD_CONTROL_BLOCK = "__thread_control_block";

  /**
   * Loads an image.
   *
   * @throws LinkException if it does not fit into memory
   */
  public static Machine create(Image image, MachineOptions options) {
    try {
      return new Machine(image, options);
    } catch (IllegalArgumentException e) {
      throw new LinkException(e.getMessage());
    }
  }

  public Image image() {
    return image;
  }

  public Memory memory() {
    return memory;
  }

  public Cpu cpu() {
    return cpu;
  }

  public Engine engine() {
    return engine;
  }

  /** The kernel's WARN() calls that have been executed, a line with file and line each. */
  public List<String> warnings() {
    return bugTable.warnings();
  }

  /** Bytes of an entry of the exception table: 8, or 12 where entries have a type. */
  public int exceptionEntryBytes() {
    return exceptionTable.entryBytes();
  }

  /** Addresses of what no image holds. */
  public MachineAddresses addresses() {
    return addresses;
  }

  /** The machine as it is, between two calls or where {@link #pauseAt} has paused one. */
  public MachineState take() {
    MachineState.CallState call =
        inCall
            ? new MachineState.CallState(
                engine.save(), cpu.interrupts().save(), processor.isHalted())
            : null;
    return new MachineState(memory.take(), cpu.registers(), call);
  }

  /**
   * Has a log note accesses, of the guest and of {@link Memory#read} and {@link Memory#write}.
   *
   * @param log null for none
   */
  public void log(AccessLog log) {
    memory.log(log);
  }

  /**
   * What a log has noted.
   *
   * @param start the machine when the log was empty
   * @return null if what has happened since depends on more than that and the {@link CpuPosition}:
   *     on the time-stamp counter, or on code or mappings that were changed
   */
  public ReadSet reads(ReadLog log, MachineState start) {
    return memory.reads(log, start.memory);
  }

  /** Notes in a log what a run that goes on from here is known to read. */
  public void goesOn(ReadLog log, ReadSet reads) {
    memory.goesOn(log, reads);
  }

  /** Summaries of interrupts; {@link IllegalStateException} if this is not the interpreter. */
  public Summarizer summarizer() {
    if (engine instanceof Interpreter interpreter) {
      return new Summarizer(this, interpreter, processor, options);
    }
    throw new IllegalStateException("the " + engine.name() + " does not follow registers");
  }

  /** Pauses the call in progress where the interrupt has returned to; for {@link DeliveryHook}. */
  public void pauseAfterReturn() {
    processor.pauseAfterReturn();
  }

  /** Makes the machine what it, or another one of the same image, was when the state was taken. */
  public void restore(MachineState state) {
    memory.restore(state.memory);
    cpu.restore(state.registers);
    cpu.interrupts().clear();
    inCall = state.call != null;
    if (inCall) {
      engine.restore(state.call.engine());
      cpu.interrupts().restore(state.call.interrupts());
      processor.restore(state.call.halted());
    }
  }

  /**
   * Another machine with the same image, at that moment. It shares no memory that is written, so
   * that another thread may run it.
   *
   * @param with as this machine's, but for hooks, tracer and output
   */
  public Machine fork(MachineState state, MachineOptions with) {
    Machine other = create(image, with);
    other.restore(state);
    return other;
  }

  /** The address after the stack's last byte. */
  public long stackTop() {
    return stackTop;
  }

  /**
   * The address of a symbol; of a per-CPU one, that of this CPU's copy.
   *
   * @throws LinkException if there is none
   */
  public long symbol(String name) {
    Symbol s = image.symbol(name).orElseThrow(() -> new LinkException("no symbol " + name));
    return image.isPerCpu(s) ? addresses.perCpu() + s.value() : s.value();
  }

  /** Calls a function with up to six integer arguments, on an empty stack. */
  public Outcome call(long address, long... arguments) {
    enter(CallSite.PLAIN, address, arguments);
    return execute(address);
  }

  /** The same, and nothing is made of its counts: for those who call a thousand times. */
  public Ending perform(long address, long... arguments) {
    return perform(CallSite.PLAIN, address, arguments);
  }

  /**
   * The same from a caller that leaves registers and stack otherwise.
   *
   * @throws IllegalArgumentException if the stack is not as deep as that
   */
  public Ending perform(CallSite from, long address, long... arguments) {
    begin(from, address, arguments);
    return finish();
  }

  /** Begins a call, for {@link #pauseAt} and {@link #finish}. */
  public void begin(long address, long... arguments) {
    begin(CallSite.PLAIN, address, arguments);
  }

  /** The same from a caller that leaves registers and stack otherwise. */
  public void begin(CallSite from, long address, long... arguments) {
    enter(from, address, arguments);
    start(new CalledFunction(image, address, options.stackBytes()));
  }

  /**
   * Goes on with a call until so many of its instructions have retired, and pauses there, before
   * any interrupt that is due.
   *
   * @return null after a pause; how the call ended if it ended first
   */
  public Ending pauseAt(long instructions) {
    return go(instructions);
  }

  /** Goes on with a call to its end. */
  public Ending finish() {
    return go(Long.MAX_VALUE);
  }

  private void enter(CallSite from, long address, long... arguments) {
    if (arguments.length > ARGUMENTS.length) {
      throw new IllegalArgumentException(arguments.length + " arguments; at most 6");
    }
    if (from.depth() >= options.stackBytes() - CALLER_BYTES) {
      throw new IllegalArgumentException("the stack is not " + from.depth() + " bytes deep");
    }
    fill(from);
    for (int i = 0; i < arguments.length; i++) {
      cpu.set(ARGUMENTS[i], arguments[i]);
    }
    // The ABI: rsp + 8 is a multiple of 16 at entry. A caller's frame of 64 bytes stays above.
    long rsp = stackTop - CALLER_BYTES - 8 - from.depth();
    memory.poke(rsp, addresses.returnTo(), 8);
    cpu.set(State.RSP, rsp);
    cpu.set(State.RIP, address);
  }

  /** Calls a function by name. */
  public Outcome call(String symbol, long... arguments) {
    return call(symbol(symbol), arguments);
  }

  /**
   * Runs an executable from its entry point with the ABI's initial stack: one argument, no
   * environment.
   */
  public Outcome run() {
    enter();
    return execute(image.entry());
  }

  /** Makes ready for {@link #run}: initial stack and registers. */
  public void enter() {
    clear();
    long name = stackTop - 64;
    memory.write(name, new byte[] {'g', 'u', 'e', 's', 't', 0});
    // argc, argv[0], end of argv, end of the environment, AT_NULL (System V ABI, 3.4.1).
    long[] initial = {1, name, 0, 0, 0, 0};
    long rsp = name - 64;
    for (int i = 0; i < initial.length; i++) {
      memory.poke(rsp + 8L * i, initial[i], 8);
    }
    cpu.set(State.RSP, rsp);
    cpu.set(State.RIP, image.entry());
  }

  private void clear() {
    fill(CallSite.PLAIN);
  }

  private void fill(CallSite from) {
    for (int i = 0; i < GPRS.length; i++) {
      cpu.set(GPRS[i], from.register(i));
    }
    cpu.set(State.RFLAGS, from.flags());
    cpu.set(State.GS_BASE, addresses.perCpu());
  }

  private void start(CalledFunction function) {
    engine.begin(addresses.returnTo(), function);
    processor.restore(false);
    inCall = true;
  }

  private Ending go(long pause) {
    if (!inCall) {
      throw new IllegalStateException("no call has begun");
    }
    Stop stop = processor.run(options.maxInstructions(), pause);
    if (stop == null) {
      return null;
    }
    inCall = false;
    cpu.interrupts().clear();
    return new Ending(
        stop,
        cpu.get(State.RAX),
        stop == Stop.FAULT ? fault(processor.fault()) : null,
        engine.instructions());
  }

  private Outcome execute(long address) {
    long started = System.nanoTime();
    start(new CalledFunction(image, address, options.stackBytes()));
    Ending ending = finish();
    double seconds = (System.nanoTime() - started) / 1e9;
    Tally tally = new Tally(image, engine, address);
    return new Outcome(
        ending.stop(),
        ending.value(),
        ending.stop() == Stop.EXIT ? system.exitCode() : 0,
        ending.fault(),
        tally.counters(),
        tally.profile(),
        engine.name(),
        engine.translated(),
        seconds);
  }

  private Fault fault(GuestFault f) {
    long rip = cpu.get(State.RIP);
    String detail = f.getMessage();
    if (f.kind() == Fault.Kind.PAGE
        && f.address() >= addresses.stack() - OVERFLOW
        && f.address() < addresses.stack()) {
      detail += ", just below the stack of " + options.stackBytes() + " bytes";
    }
    detail += exceptionTable.remark(rip);
    detail += bugTable.remark(rip);
    return new Fault(f.kind(), f.address(), f.errorCode(), rip, image.symbolize(rip), detail);
  }
}

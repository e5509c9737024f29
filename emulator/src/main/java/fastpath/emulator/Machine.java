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
import fastpath.emulator.machine.MemoryWatcher;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.snapshot.AccessLog;
import fastpath.emulator.snapshot.ReadLog;
import fastpath.emulator.snapshot.ReadSet;
import java.util.List;

/**
 * A machine: one CPU in kernel mode with an image loaded. Memory and the interrupt table register
 * are kept from call to call; each call sets the other registers anew, and the interrupts planned
 * in {@link Cpu#interrupts} apply to the next call only.
 */
public final class Machine {
  /** The number of zero bytes after the CPU's copy of the per-CPU variables. */
  public static final long PER_CPU_ZEROS = 64 * 1024;

  private static final State[] ARGUMENTS = {
    State.RDI, State.RSI, State.RDX, State.RCX, State.R8, State.R9
  };
  private static final State[] GPRS = {
    State.RAX, State.RCX, State.RDX, State.RBX, State.RSP, State.RBP, State.RSI, State.RDI,
    State.R8, State.R9, State.R10, State.R11, State.R12, State.R13, State.R14, State.R15
  };

  /**
   * The number of bytes above a called function's return address that are left as its caller's
   * frame.
   */
  public static final int CALLER_BYTES = 64;

  /** A fault at most this many bytes below the stack is reported as a stack overflow. */
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

  /** True if a call has begun and has not ended. */
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
    // The image already maps the stack if the stack is a variable of the kernel, as a kernel's
    // first stack is.
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
    // Sets this_cpu_off as setup_per_cpu_areas() does: code adds this offset to find a per-CPU
    // variable's address without %gs.
    image
        .symbol("this_cpu_off")
        .filter(image::isPerCpu)
        .ifPresent(s -> memory.poke(addresses.perCpu() + s.value(), addresses.perCpu(), 8));
    image.symbol(THREAD_CONTROL_BLOCK).ifPresent(s -> cpu.set(State.FS_BASE, s.value()));
  }

  /**
   * The symbol whose address is the base of %fs: the compiler's stack protector finds its canary
   * relative to %fs.
   */
  private static final String THREAD_CONTROL_BLOCK = "__thread_control_block";

  /**
   * Loads an image.
   *
   * @throws LinkException if the image does not fit into memory
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

  /**
   * Returns the kernel's WARN() calls that have been executed, each as one line of text with file
   * and line number.
   */
  public List<String> warnings() {
    return bugTable.warnings();
  }

  /** Returns the size of an exception table entry in bytes: 8, or 12 where entries have a type. */
  public int exceptionEntryBytes() {
    return exceptionTable.entryBytes();
  }

  /** Returns the addresses of the stack and of other areas that the image does not place. */
  public MachineAddresses addresses() {
    return addresses;
  }

  /** Saves the machine's state, between two calls or where {@link #pauseAt} has paused a call. */
  public MachineState take() {
    MachineState.CallState call =
        inCall
            ? new MachineState.CallState(
                engine.save(), cpu.interrupts().save(), processor.isHalted())
            : null;
    return new MachineState(memory.take(), cpu.registers(), call);
  }

  /**
   * Sets the log of memory accesses by the guest and by {@link Memory#read} and {@link
   * Memory#write}.
   *
   * @param log the log; null for none
   */
  public void log(AccessLog log) {
    memory.log(log);
  }

  /**
   * Sets the listener that is told each memory access, in place of a log: those of the guest, and
   * the store of the return address with which a call begins. Counters do not change; execution is
   * slower.
   *
   * @param watcher the listener; null for none
   */
  public void watch(MemoryWatcher watcher) {
    memory.watch(watcher);
  }

  /**
   * Returns the bytes that were read according to a log.
   *
   * @param start the machine's state when the log was empty
   * @return null if the execution since {@code start} depends on more than these bytes and the
   *     {@link CpuPosition}: on the time-stamp counter, or on code or mappings that were changed
   */
  public ReadSet reads(ReadLog log, MachineState start) {
    return memory.reads(log, start.memory);
  }

  /** Adds to a log the bytes that the rest of a run from the current state is known to read. */
  public void goesOn(ReadLog log, ReadSet reads) {
    memory.goesOn(log, reads);
  }

  /**
   * Creates a summarizer of interrupts; throws {@link IllegalStateException} if this machine's
   * engine is not the interpreter.
   */
  public Summarizer summarizer() {
    if (engine instanceof Interpreter interpreter) {
      return new Summarizer(this, interpreter, processor, options);
    }
    throw new IllegalStateException("the " + engine.name() + " does not follow registers");
  }

  /**
   * Pauses the call in progress at the instruction to which the current interrupt has returned;
   * called by a {@link DeliveryHook}.
   */
  public void pauseAfterReturn() {
    processor.pauseAfterReturn();
  }

  /**
   * Restores a state that was saved from this machine or from another machine with the same image.
   */
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
   * Creates another machine with the same image in a saved state. The new machine shares no memory
   * that is written with this machine, so another thread may run it.
   *
   * @param with options equal to this machine's except for hooks, tracer and output
   */
  public Machine fork(MachineState state, MachineOptions with) {
    Machine other = create(image, with);
    other.restore(state);
    return other;
  }

  /** Returns the address after the stack's last byte. */
  public long stackTop() {
    return stackTop;
  }

  /**
   * Returns the address of a symbol; for a per-CPU variable, the address of this CPU's copy.
   *
   * @throws LinkException if the image has no such symbol
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

  /**
   * Calls a function as {@code call} does but computes no counters; faster where a function is
   * called many times.
   */
  public Ending perform(long address, long... arguments) {
    return perform(CallSite.PLAIN, address, arguments);
  }

  /**
   * Calls a function without computing counters, from a call site with given registers and stack
   * depth.
   *
   * @throws IllegalArgumentException if the stack is smaller than the call site's depth
   */
  public Ending perform(CallSite from, long address, long... arguments) {
    begin(from, address, arguments);
    return finish();
  }

  /** Begins a call, which {@link #pauseAt} and {@link #finish} continue. */
  public void begin(long address, long... arguments) {
    begin(CallSite.PLAIN, address, arguments);
  }

  /** Begins a call from a call site with given registers and stack depth. */
  public void begin(CallSite from, long address, long... arguments) {
    enter(from, address, arguments);
    start(new CalledFunction(image, address, options.stackBytes()));
  }

  /**
   * Continues a call until a number of its instructions have retired, and pauses there, before any
   * interrupt that is due.
   *
   * @return null after a pause; the ending if the call has ended before
   */
  public Ending pauseAt(long instructions) {
    return go(instructions);
  }

  /** Continues a call to its end. */
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
    // By the ABI rsp + 8 is a multiple of 16 at entry. The caller's frame of 64 bytes is left above
    // the return address.
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

  /** Sets the initial stack and registers for {@link #run}. */
  public void enter() {
    clear();
    long name = stackTop - 64;
    memory.write(name, new byte[] {'g', 'u', 'e', 's', 't', 0});
    // The words of the initial stack: argc, argv[0], end of argv, end of the environment, AT_NULL
    // (System V ABI, 3.4.1).
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

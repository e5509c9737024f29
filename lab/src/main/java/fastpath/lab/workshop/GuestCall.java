package fastpath.lab.workshop;

import fastpath.emulator.CallSite;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.demangle.Demangler;
import fastpath.lab.vmlinux.RunningKernel;

/**
 * A machine that is prepared for one measured call: set-up function, NEED_RESCHED, the call, and an
 * examination of the state afterwards. Only the call is measured.
 */
public final class GuestCall {
  private static final int ARGUMENTS_BYTES = 4096;
  private static final int ARGUMENT_COUNT = 6;

  /** Size of a kernel stack in bytes: THREAD_SIZE of Linux 3.11. */
  public static final int DEFAULT_THREAD_SIZE = 8192;

  /** The function that boots the guest's thread if no set-up function does. */
  public static final String BOOT = "lab_boot";

  /**
   * Limit on instructions, far above the need of any fast path, so that an endless loop is reported
   * as an error.
   */
  private static final long BUDGET = 1_000_000;

  private final Machine machine;

  /** Address of the six arguments while the set-up function fills them. */
  private final long argumentsAt;

  private final long[] arguments = new long[ARGUMENT_COUNT];

  private GuestCall(Machine machine, long argumentsAt) {
    this.machine = machine;
    this.argumentsAt = argumentsAt;
    Memory memory = machine.memory();
    memory.map(argumentsAt, ARGUMENTS_BYTES, Memory.READ | Memory.WRITE, "arguments");
    // An executable may occupy the addresses of kernelsrc's user memory. Such an executable does
    // not use user memory, which is not mapped then.
    if (isFree(memory, KernelSources.USER_BASE, KernelSources.USER_BYTES)) {
      memory.map(
          KernelSources.USER_BASE,
          KernelSources.USER_BYTES,
          Memory.READ | Memory.WRITE | Memory.USER,
          "user");
    }
    ShadowMemory.map(machine);
  }

  private static boolean isFree(Memory memory, long address, long bytes) {
    return memory.mappings().stream()
        .noneMatch(m -> m.address() < address + bytes && address < m.address() + m.size());
  }

  /** Returns a machine with the image loaded, before any call. */
  public static GuestCall of(Image image, MachineOptions options) {
    Machine machine = Machine.create(image, options);
    RunningKernel.of(image).ifPresent(kernel -> kernel.start(machine));
    return new GuestCall(machine, options.addresses().arguments());
  }

  /**
   * Returns machine options with the kernel stack's size under a preset. Code that masks rsp
   * assumes this size.
   */
  public static MachineOptions options(Preset preset) {
    String size = preset.config().get("CONFIG_THREAD_SIZE");
    return MachineOptions.defaults()
        .withStackBytes(size == null ? DEFAULT_THREAD_SIZE : Integer.parseInt(size))
        .withMaxInstructions(BUDGET);
  }

  public Machine machine() {
    return machine;
  }

  /**
   * Runs the set-up function, {@code void F(unsigned long args[6])}. {@link #call} then passes the
   * arguments that the function has filled in.
   */
  public void setUp(String function) {
    finish(function, machine.perform(machine.symbol(function), argumentsAt));
    for (int i = 0; i < ARGUMENT_COUNT; i++) {
      arguments[i] = machine.memory().peek(argumentsAt + 8L * i, 8);
    }
  }

  /**
   * Prepares a call of the user's function.
   *
   * @param setup name of the function that fills the arguments, or null
   * @param kernel true if the kernel's support files are linked in; the guest's thread is then
   *     booted here unless there is a set-up function
   * @param values the arguments, if there is no set-up function
   */
  public void prepare(String setup, boolean kernel, long[] values) {
    if (setup != null) {
      setUp(setup);
      return;
    }
    if (kernel) {
      ask(BOOT);
    }
    System.arraycopy(values, 0, arguments, 0, values.length);
  }

  /**
   * Returns the arguments of the call. A function with fewer parameters ignores the last arguments.
   */
  public long[] arguments() {
    return arguments.clone();
  }

  /** Makes the measured call. */
  public Outcome call(String function) {
    return machine.call(function, arguments);
  }

  /** Makes the call without computing counts. */
  public Ending perform(long function) {
    return machine.perform(function, arguments);
  }

  /** Begins the call, which {@link Machine#pauseAt} and {@link Machine#finish} continue. */
  public void begin(CallSite from, long function) {
    machine.begin(from, function, arguments);
  }

  /** Makes the call from a caller with other registers and another stack. */
  public Ending perform(CallSite from, long function) {
    return machine.perform(from, function, arguments);
  }

  /**
   * Runs a whole fast path: set-up, call and digest. A fault outside of the measured call is an
   * error.
   */
  public static Trial play(FastPath fastPath, Preset preset, Image image, boolean needResched) {
    GuestCall scene = of(image, options(preset));
    scene.setUp(fastPath.setup());
    int countBefore = (int) scene.ask("lab_preempt_count");
    scene.ask("lab_set_need_resched", needResched ? 1 : 0);
    long slowPathCalls = scene.ask("lab_slow_path_calls");
    long schedules = scene.ask("lab_schedules");
    Outcome outcome = scene.call(fastPath.function());
    finish(fastPath.function(), outcome);
    return new Trial(
        needResched,
        outcome,
        scene.ask(fastPath.digest(), outcome.value()),
        fastPath.check().map(check -> scene.ask(check, outcome.value())).orElse(0L),
        countBefore,
        (int) scene.ask("lab_preempt_count"),
        scene.ask("lab_slow_path_calls") - slowPathCalls,
        scene.ask("lab_schedules") - schedules);
  }

  private long ask(String function, long... with) {
    return finish(function, machine.perform(machine.symbol(function), with)).value();
  }

  /**
   * Returns the outcome if the function returned; throws an exception otherwise.
   *
   * @throws Interrupted if the user has asked to stop
   */
  public static Outcome finish(String function, Outcome outcome) {
    if (outcome.stop() == Stop.RETURN) {
      return outcome;
    }
    if (outcome.stop() == Stop.CANCELLED) {
      throw new Interrupted();
    }
    throw new GuestException(function + ": " + describe(outcome));
  }

  /**
   * Returns the end of a call without counts if the function returned; throws an exception
   * otherwise.
   *
   * @throws Interrupted if the user has asked to stop
   */
  public static Ending finish(String function, Ending ending) {
    if (ending.stop() == Stop.RETURN) {
      return ending;
    }
    if (ending.stop() == Stop.CANCELLED) {
      throw new Interrupted();
    }
    throw new GuestException(function + ": " + describe(ending));
  }

  /** Returns a description of how a call ended. */
  public static String describe(Outcome outcome) {
    return outcome.stop() == Stop.EXIT
        ? "exited with " + outcome.exitCode()
        : describe(
            new Ending(
                outcome.stop(),
                outcome.value(),
                outcome.fault(),
                outcome.counters().instructions()));
  }

  /** Returns a description of how a call without counts ended. */
  public static String describe(Ending ending) {
    return switch (ending.stop()) {
      case RETURN -> "returned 0x" + Long.toHexString(ending.value());
      case EXIT -> "exited";
      case HALT -> "halted";
      case FAULT -> Demangler.inText(ending.fault().message());
      case LIMIT -> "stopped: the budget of instructions is spent";
      case CANCELLED -> "interrupted: the counts are of what had run until then";
      case INTERRUPT -> throw new IllegalStateException("an engine's stop, never an outcome");
    };
  }
}

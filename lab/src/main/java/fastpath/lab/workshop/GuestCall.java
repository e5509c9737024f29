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
 * A machine prepared for one measured call: set-up function, NEED_RESCHED, the call, an examination
 * afterwards. Only the call is measured.
 */
public final class GuestCall {
  private static final int ARGUMENTS_BYTES = 4096;
  private static final int ARGUMENT_COUNT = 6;

  /** THREAD_SIZE of 3.11, in bytes. */
  public static final int DEFAULT_THREAD_SIZE = 8192;

  /** The function that boots the thread where no set-up function does. */
  public static final String BOOT = "lab_boot";

  /**
   * Limit on instructions, far above what any fast path needs, so that an endless loop is an error.
   */
  private static final long BUDGET = 50_000_000;

  private final Machine machine;

  /** Address of the six arguments while the set-up function fills them. */
  private final long argumentsAt;

  private final long[] arguments = new long[ARGUMENT_COUNT];

  private GuestCall(Machine machine, long argumentsAt) {
    this.machine = machine;
    this.argumentsAt = argumentsAt;
    Memory memory = machine.memory();
    memory.map(argumentsAt, ARGUMENTS_BYTES, Memory.READ | Memory.WRITE, "arguments");
    // An executable may occupy the addresses of kernelsrc's user memory, which it does not need
    // then.
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

  /** A machine with the image loaded, before any call. */
  public static GuestCall of(Image image, MachineOptions options) {
    Machine machine = Machine.create(image, options);
    RunningKernel.of(image).ifPresent(kernel -> kernel.start(machine));
    return new GuestCall(machine, options.addresses().arguments());
  }

  /** Size of the kernel stack under a preset, which masking rsp assumes. */
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
   * Runs {@code void F(unsigned long args[6])}. {@link #call} then passes the arguments that it
   * filled in.
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
   * @param setup the function that fills the arguments, or null
   * @param kernel true if support files are linked in; without a set-up function the thread is then
   *     booted here
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

  /** The arguments of the call. A function takes as many as it has parameters. */
  public long[] arguments() {
    return arguments.clone();
  }

  /** The measured call. */
  public Outcome call(String function) {
    return machine.call(function, arguments);
  }

  /** Makes the same call without computing counts. */
  public Ending perform(long function) {
    return machine.perform(function, arguments);
  }

  /** Begins the same call, for {@link Machine#pauseAt} and {@link Machine#finish}. */
  public void begin(CallSite from, long function) {
    machine.begin(from, function, arguments);
  }

  /** Makes the same call from a caller with other registers and stack. */
  public Ending perform(CallSite from, long function) {
    return machine.perform(from, function, arguments);
  }

  /**
   * Runs a whole fast path: set-up, call and digest. Faults outside of the measured call are
   * errors.
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
   * The outcome if the function returned; throws otherwise.
   *
   * @throws Interrupted if the user has asked for the end
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
   * The end of a call without counters, if the function returned.
   *
   * @throws Interrupted if the user has asked for the end
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

  /** The end of a call in words. */
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

  /** The end in words of a call that was not counted. */
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

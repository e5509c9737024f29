package fastpath.emulator;

import fastpath.emulator.isa.CpuProfile;
import fastpath.emulator.machine.DeliveryHook;
import fastpath.emulator.machine.PageFaultHook;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.Tracer;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The options of a machine. A null component means that the machine does without it.
 *
 * @param stackBytes size of the kernel stack in bytes, a power of two to which the stack is aligned
 * @param maxInstructions limit on the instructions of one call or run
 * @param tracer receives every retired instruction
 * @param onPageFault is called for a page fault before the exception table is searched
 * @param onDelivery is told of interrupts and exceptions that the guest's interrupt table delivers
 * @param addresses addresses of the stack, the per-CPU data and other areas
 * @param engine the engine that executes the instructions
 * @param cpu the CPU maker whose behaviour the machine follows where Intel's and AMD's CPUs differ
 * @param stdout receives the guest's output of write(1, ...)
 * @param stderr receives the guest's output of write(2, ...)
 * @param cancelled is called several dozen times a second during a call; a result of true ends the
 *     call
 */
public record MachineOptions(
    int stackBytes,
    long maxInstructions,
    Tracer tracer,
    PageFaultHook onPageFault,
    DeliveryHook onDelivery,
    MachineAddresses addresses,
    EngineKind engine,
    CpuProfile cpu,
    OutputStream stdout,
    OutputStream stderr,
    BooleanSupplier cancelled) {
  public MachineOptions {
    if (stackBytes < 4096 || stackBytes > 1 << 30 || Integer.bitCount(stackBytes) != 1) {
      throw new IllegalArgumentException(
          "stack size " + stackBytes + " is not a power of two from 4096 to 2^30");
    }
  }

  /**
   * Returns the default options: a stack of 1 MiB, a limit of 2^63-1 instructions, the chosen
   * engine, an Intel CPU, no output.
   */
  public static MachineOptions defaults() {
    return new MachineOptions(
        1 << 20,
        Long.MAX_VALUE,
        null,
        null,
        null,
        MachineAddresses.KERNEL,
        EngineKind.chosen(),
        CpuProfile.INTEL,
        null,
        null,
        null);
  }

  public MachineOptions withStackBytes(int bytes) {
    return with(c -> c.stackBytes = bytes);
  }

  public MachineOptions withMaxInstructions(long max) {
    return with(c -> c.maxInstructions = max);
  }

  public MachineOptions withTracer(Tracer t) {
    return with(c -> c.tracer = t);
  }

  public MachineOptions withOnPageFault(PageFaultHook hook) {
    return with(c -> c.onPageFault = hook);
  }

  public MachineOptions withOnDelivery(DeliveryHook hook) {
    return with(c -> c.onDelivery = hook);
  }

  public MachineOptions withAddresses(MachineAddresses where) {
    return with(c -> c.addresses = where);
  }

  public MachineOptions withEngine(EngineKind kind) {
    return with(c -> c.engine = kind);
  }

  public MachineOptions withCpu(CpuProfile profile) {
    return with(c -> c.cpu = profile);
  }

  public MachineOptions withOutput(OutputStream out, OutputStream err) {
    return with(c -> {
      c.stdout = out;
      c.stderr = err;
    });
  }

  /**
   * Returns these options for calls that end with {@link Stop#CANCELLED} once {@code when} returns
   * true.
   */
  public MachineOptions withCancelled(BooleanSupplier when) {
    return with(c -> c.cancelled = when);
  }

  private MachineOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.options();
  }

  /** A mutable copy of the options, in which a with... method changes one field. */
  private static final class Copy {
    private int stackBytes;
    private long maxInstructions;
    private Tracer tracer;
    private PageFaultHook onPageFault;
    private DeliveryHook onDelivery;
    private MachineAddresses addresses;
    private EngineKind engine;
    private CpuProfile cpu;
    private OutputStream stdout;
    private OutputStream stderr;
    private BooleanSupplier cancelled;

    Copy(MachineOptions of) {
      stackBytes = of.stackBytes;
      maxInstructions = of.maxInstructions;
      tracer = of.tracer;
      onPageFault = of.onPageFault;
      onDelivery = of.onDelivery;
      addresses = of.addresses;
      engine = of.engine;
      cpu = of.cpu;
      stdout = of.stdout;
      stderr = of.stderr;
      cancelled = of.cancelled;
    }

    MachineOptions options() {
      return new MachineOptions(
          stackBytes,
          maxInstructions,
          tracer,
          onPageFault,
          onDelivery,
          addresses,
          engine,
          cpu,
          stdout,
          stderr,
          cancelled);
    }
  }
}

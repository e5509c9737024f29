package fastpath.emulator;

import fastpath.emulator.isa.CpuProfile;
import fastpath.emulator.machine.DeliveryHook;
import fastpath.emulator.machine.PageFaultHook;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.Tracer;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/**
 * How a machine is set up; null fields mean none.
 *
 * @param stackBytes kernel stack: a power of two, aligned to itself
 * @param maxInstructions budget of one call or run
 * @param tracer told of every retired instruction
 * @param onPageFault asked before exception tables
 * @param onDelivery told of interrupts and exceptions that the guest's own table takes
 * @param addresses of the stack and the per-CPU data
 * @param engine executes the instructions
 * @param cpu the maker that instructions follow where the makers' CPUs differ
 * @param stdout what write(1, ...) goes to
 * @param stderr what write(2, ...) goes to
 * @param cancelled asked several times a second while a call runs; true ends the call
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

  /** 1 MiB of stack, 2^63-1 instructions, the translator, an Intel CPU, output dropped. */
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
    return new MachineOptions(
        bytes,
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

  public MachineOptions withMaxInstructions(long max) {
    return new MachineOptions(
        stackBytes,
        max,
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

  public MachineOptions withTracer(Tracer t) {
    return new MachineOptions(
        stackBytes,
        maxInstructions,
        t,
        onPageFault,
        onDelivery,
        addresses,
        engine,
        cpu,
        stdout,
        stderr,
        cancelled);
  }

  public MachineOptions withOnPageFault(PageFaultHook hook) {
    return new MachineOptions(
        stackBytes,
        maxInstructions,
        tracer,
        hook,
        onDelivery,
        addresses,
        engine,
        cpu,
        stdout,
        stderr,
        cancelled);
  }

  public MachineOptions withOnDelivery(DeliveryHook hook) {
    return new MachineOptions(
        stackBytes,
        maxInstructions,
        tracer,
        onPageFault,
        hook,
        addresses,
        engine,
        cpu,
        stdout,
        stderr,
        cancelled);
  }

  public MachineOptions withAddresses(MachineAddresses where) {
    return new MachineOptions(
        stackBytes,
        maxInstructions,
        tracer,
        onPageFault,
        onDelivery,
        where,
        engine,
        cpu,
        stdout,
        stderr,
        cancelled);
  }

  public MachineOptions withEngine(EngineKind kind) {
    return new MachineOptions(
        stackBytes,
        maxInstructions,
        tracer,
        onPageFault,
        onDelivery,
        addresses,
        kind,
        cpu,
        stdout,
        stderr,
        cancelled);
  }

  public MachineOptions withCpu(CpuProfile profile) {
    return new MachineOptions(
        stackBytes,
        maxInstructions,
        tracer,
        onPageFault,
        onDelivery,
        addresses,
        engine,
        profile,
        stdout,
        stderr,
        cancelled);
  }

  public MachineOptions withOutput(OutputStream out, OutputStream err) {
    return new MachineOptions(
        stackBytes,
        maxInstructions,
        tracer,
        onPageFault,
        onDelivery,
        addresses,
        engine,
        cpu,
        out,
        err,
        cancelled);
  }

  /** These options for a call that ends with {@link Stop#CANCELLED} once {@code when} is true. */
  public MachineOptions withCancelled(BooleanSupplier when) {
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
        when);
  }
}

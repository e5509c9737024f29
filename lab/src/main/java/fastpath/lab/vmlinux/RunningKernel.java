package fastpath.lab.vmlinux;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineAddresses;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.lab.btf.Btf;
import fastpath.lab.btf.FunctionType;
import java.util.Optional;

/**
 * A kernel whose first CPU is idle: {@code current} is the idle task of that CPU, on its own stack,
 * and the per-CPU variables are where the kernel expects them. The memory that boot allocates does
 * not exist: there are no free pages, no slabs and no other tasks.
 */
public final class RunningKernel {
  /** THREAD_SIZE of x86-64 without KASAN, in bytes; before 3.15 THREAD_SIZE was 8192. */
  private static final int THREAD_SIZE = 16384;

  private final Image image;
  private final Symbol stack;

  private RunningKernel(Image image, Symbol stack) {
    this.image = image;
    this.stack = stack;
  }

  /** Returns the kernel in an image; empty if the image is not a kernel. */
  public static Optional<RunningKernel> of(Image image) {
    boolean kernel =
        image.symbol("init_task").isPresent()
            && image.symbol("__per_cpu_offset").isPresent()
            && image.perCpu().length > 0;
    return kernel
        ? image
            .symbol("init_stack")
            .or(() -> image.symbol("init_thread_union"))
            .map(s -> new RunningKernel(image, s))
        : Optional.empty();
  }

  /** Returns the given options with the idle task's stack as the stack. */
  public MachineOptions onIdleStack(MachineOptions options) {
    MachineAddresses a = options.addresses();
    return options
        .withStackBytes(THREAD_SIZE)
        .withAddresses(
            new MachineAddresses(stack.value(), a.perCpu(), a.returnTo(), a.arguments()));
  }

  /**
   * Returns the prototype of a function of the kernel, or of a module that is linked with it.
   *
   * @return empty if there is no such function, or no type information about it
   */
  public Optional<FunctionType> prototype(String function) {
    return image
        .symbol(function)
        .flatMap(s -> types(s.value()).flatMap(types -> types.function(s.name())));
  }

  /**
   * Returns the types for the code at an address: the kernel's, or a module's with the kernel's.
   */
  private Optional<Btf> types(long address) {
    byte[] kernel = image.bytes(Btf.SECTION);
    return image
        .objectAt(address)
        .map(module -> Btf.ofModule(module.bytes(Btf.SECTION), kernel))
        .orElseGet(() -> Btf.read(kernel));
  }

  /** Sets up the state that boot leaves for the first CPU. */
  public void start(Machine machine) {
    long perCpu = machine.addresses().perCpu();
    image
        .symbol("__per_cpu_offset")
        .ifPresent(s -> machine.memory().poke(s.value(), perCpu, Long.BYTES));
  }
}

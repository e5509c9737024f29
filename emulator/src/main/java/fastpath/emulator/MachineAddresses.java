package fastpath.emulator;

/**
 * The addresses of the memory areas of a machine that no image places.
 *
 * @param stack address of the first byte of the stack, aligned to the largest stack size
 * @param perCpu address of the first byte of the CPU's copy of the per-CPU variables, which is the
 *     base of GS
 * @param returnTo return address of a called function; no instruction is executed at this address
 * @param arguments address of a page in which a caller can place arguments
 */
public record MachineAddresses(long stack, long perCpu, long returnTo, long arguments) {
  /**
   * The addresses that x86-64 Linux uses: the stack in the vmalloc area, per-CPU data in the direct
   * map, and the return address in the last page of the address space.
   */
  public static final MachineAddresses KERNEL =
      new MachineAddresses(
          0xffffc90040000000L, 0xffff888000000000L, 0xfffffffffffff000L, 0xffffffffc0000000L);

  /**
   * Low addresses that a process on the host CPU can map too, as the stepper in module kernelsrc
   * does.
   */
  public static final MachineAddresses LOW =
      new MachineAddresses(0x40000000L, 0x28000000L, 0x30000100L, 0x30000000L);

  /** Returns {@link #LOW}, but keeps this stack if it is a variable of the image. */
  public MachineAddresses low() {
    return stack == KERNEL.stack
        ? LOW
        : new MachineAddresses(stack, LOW.perCpu, LOW.returnTo, LOW.arguments);
  }
}

package fastpath.emulator;

/**
 * Addresses of the parts of a machine that no image places.
 *
 * @param stack first byte of the stack, aligned to any size that it may have
 * @param perCpu first byte of the CPU's copy of the per-CPU variables, the base of GS
 * @param returnTo return address of a called function; nothing is executed there
 * @param arguments a page for callers who place arguments in memory
 */
public record MachineAddresses(long stack, long perCpu, long returnTo, long arguments) {
  /**
   * Addresses as on x86-64 Linux: the stack in the vmalloc area, per-CPU data in the direct map,
   * and no page behind the last one.
   */
  public static final MachineAddresses KERNEL =
      new MachineAddresses(
          0xffffc90040000000L, 0xffff888000000000L, 0xfffffffffffff000L, 0xffffffffc0000000L);

  /** Low addresses, which a process on the host CPU can have too; kernelsrc's stepper uses them. */
  public static final MachineAddresses LOW =
      new MachineAddresses(0x40000000L, 0x28000000L, 0x30000100L, 0x30000000L);

  /** {@link #LOW}, but for a stack that is a variable of the image. */
  public MachineAddresses low() {
    return stack == KERNEL.stack
        ? LOW
        : new MachineAddresses(stack, LOW.perCpu, LOW.returnTo, LOW.arguments);
  }
}

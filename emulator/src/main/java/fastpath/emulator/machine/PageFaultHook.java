package fastpath.emulator.machine;

/** The host's page-fault handler, asked before exception tables. */
@FunctionalInterface
public interface PageFaultHook {
  /**
   * Handles a page fault at an address.
   *
   * @return true to retry the instruction (the hook has mapped the page), false to go on to
   *     exception tables and then the fault
   */
  boolean onPageFault(long address, int errorCode, Cpu cpu, Memory memory);
}

package fastpath.emulator.machine;

/** The host's page-fault handler, which is called before the exception tables are searched. */
@FunctionalInterface
public interface PageFaultHook {
  /**
   * Handles a page fault at an address.
   *
   * @return true to retry the instruction, because the hook has mapped the page; false to search
   *     the exception tables and then to report the fault
   */
  boolean onPageFault(long address, int errorCode, Cpu cpu, Memory memory);
}

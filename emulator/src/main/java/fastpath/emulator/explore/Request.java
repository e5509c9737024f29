package fastpath.emulator.explore;

/** The request of a CPU that cannot continue without memory or another event. */
public sealed interface Request {
  /**
   * Requests the value of up to 8 bytes, within an aligned word of 8 bytes unless the instruction
   * is locked.
   */
  record Load(long address, int bytes) implements Request {}

  /**
   * Requests a change of up to 8 bytes, within an aligned word of 8 bytes unless the instruction is
   * locked.
   */
  record Store(long address, long value, int bytes) implements Request {}

  /**
   * Requests exclusive access to memory until the instruction ends, after all earlier stores of the
   * CPU have reached memory.
   */
  record Lock() implements Request {}

  /** Requests to wait until all earlier stores of the CPU have reached memory. */
  record Fence() implements Request {}

  /**
   * Requests nothing: the CPU has executed many instructions without an access, and other CPUs get
   * a turn.
   */
  record Pause() implements Request {}

  /**
   * Requests an interrupt of a CPU, by a write to the ICR of the x2APIC (SDM vol. 3A, 11.12.9). The
   * vector 2 stands for an NMI.
   */
  record Send(int cpu, int vector) implements Request {}

  /**
   * The end of a CPU; if the CPU has halted, an interrupt may wake it.
   *
   * @param fault description of the fault; null if the CPU has returned or halted
   */
  record End(String fault, boolean halted) implements Request {
    static final End RETURNED = new End(null, false);
    static final End HALTED = new End(null, true);
  }
}

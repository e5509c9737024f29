package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;

/** Checks the counts of threads that do not run, as the last context switch saved them. */
final class Switched {
  /** The number of threads in the guest: {@code NR_THREADS} in C. */
  private static final int THREADS = 8;

  /** Size in bytes of a {@code struct lab_thread}, and of a {@code struct lab_switched}. */
  private static final int BYTES = 24;

  /** The NEED_RESCHED flag that some configs store in preempt_count. */
  private static final int NEED_RESCHED = 1 << 31;

  private Switched() {}

  /**
   * Returns a line for each thread with a wrong count; empty if there is none. {@code
   * lab_find_threads()} must have been called before.
   */
  static List<String> wrong(Machine machine, Preset preset) {
    List<String> wrong = new ArrayList<>();
    int right = preset.enabled("PREEMPT_COUNT") ? 1 : 0;
    int kept = ~(NEED_RESCHED | (int) peek(machine, machine.symbol("lab_preempt_active"), 4));
    long current = peek(machine, machine.symbol("current_task"), Long.BYTES);
    for (int i = 0; i < THREADS; i++) {
      long task = peek(machine, machine.symbol("lab_threads") + (long) i * BYTES, Long.BYTES);
      long count =
          peek(machine, machine.symbol("lab_switched") + (long) i * BYTES + Long.BYTES, Long.BYTES);
      if (task != 0 && task != current) {
        int found = (int) peek(machine, count, Integer.BYTES) & kept;
        if (found != right) {
          wrong.add(String.format("thread %d does not run, and its count is %#x", i, found));
        }
      }
    }
    return wrong;
  }

  private static long peek(Machine machine, long address, int bytes) {
    return machine.memory().peek(address, bytes);
  }
}

package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.List;

/** The counts of threads that do not run, as a switch has left them. */
final class Switched {
  /** {@code NR_THREADS} in C. */
  private static final int THREADS = 8;

  /** Bytes of a {@code struct lab_thread} and of a {@code struct lab_switched}. */
  private static final int BYTES = 24;

  /** The flag that some configs fold into the count. */
  private static final int NEED_RESCHED = 1 << 31;

  private Switched() {}

  /** What is wrong with them, after {@code lab_find_threads()}; empty if nothing is. */
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

package fastpath.lab.validate;

import fastpath.emulator.Machine;
import fastpath.emulator.image.Symbol;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the state of a running kernel: its threads, its counts, and what a call has left behind.
 */
final class Guest {
  /**
   * The number of threads, {@code NR_THREADS} in C, and the size of a {@code struct lab_thread} in
   * bytes.
   */
  private static final int THREADS = 8;

  private static final int THREAD_BYTES = 24;

  /** Mask of preempt_count without the NEED_RESCHED flag that some configs store in its top bit. */
  private static final int COUNT = 0x7fffffff;

  /** The fields of {@code struct lab_residue}, each an {@code int}. */
  enum Residue {
    PREEMPT_COUNT("preempt_count", 0),
    NEED_RESCHED("need_resched", 4),
    NEED_RESCHED_LAZY("need_resched_lazy", 8),
    IRQS_DISABLED("irqs_disabled", 12),
    SOFTIRQ_PENDING("softirq_pending", 16),
    RCU_NESTING("rcu_nesting", 20),
    RCU_SPECIAL("rcu_special", 24),
    NOT_CURRENT("not_current", 28),
    NOT_RUNNING("not_running", 32);

    /** The field's name in findings. */
    final String label;

    /** Offset of the field in the struct, in bytes. */
    private final int offset;

    Residue(String label, int offset) {
      this.label = label;
      this.offset = offset;
    }
  }

  private record Thread(long prio, long count) {}

  private final Machine machine;
  private final Map<Long, Thread> threads = new HashMap<>();
  private final long current;
  private final long runs;
  private final long faults;
  private final long torn;
  private final long softirqs;
  private final long residue;
  private final long look;
  private final long passPoint;
  private final long[] rivals = new long[Injection.Wake.RIVALS];

  /** Reads the addresses of the kernel's threads, after the rival threads have been started. */
  Guest(Machine machine) {
    this.machine = machine;
    current = machine.symbol("current_task");
    runs = machine.symbol("lab_rival_runs");
    faults = machine.symbol("lab_rival_faults");
    torn = machine.symbol("lab_rival_torn");
    softirqs = machine.symbol("lab_rival_softirqs");
    residue = machine.symbol("lab_residue");
    look = machine.symbol("lab_look");
    passPoint = machine.symbol("lab_pass_point");
    long cpus = machine.image().symbol("__preempt_count").map(this::address).orElse(0L);
    for (int i = 0; i < THREADS; i++) {
      long thread = machine.symbol("lab_threads") + (long) i * THREAD_BYTES;
      long count = word(thread + 8);
      threads.put(word(thread), new Thread(word(thread + 16), count == 0 ? cpus : count));
    }
    for (int i = 0; i < rivals.length; i++) {
      rivals[i] = word(machine.symbol("lab_rivals") + 8L * i);
    }
  }

  private long address(Symbol symbol) {
    return machine.symbol(symbol.name());
  }

  private long word(long address) {
    return machine.memory().peek(address, 8);
  }

  /** Returns the address of the running thread's task. */
  long thread() {
    return word(current);
  }

  /**
   * Returns the preempt_count of the running thread; 0 for a thread that was started after this
   * object was created.
   */
  int count() {
    Thread thread = threads.get(word(current));
    return thread == null ? 0 : (int) machine.memory().peek(thread.count(), 4) & COUNT;
  }

  /** Returns the priority of the running thread; a lower number is more urgent. */
  long prio() {
    Thread thread = threads.get(word(current));
    return thread == null ? Long.MIN_VALUE : thread.prio();
  }

  long prioOfRival(int rival) {
    return threads.get(rivals[rival]).prio();
  }

  /** Returns how often each rival has run. */
  long[] runs() {
    return new long[] {word(runs), word(runs + 8)};
  }

  /**
   * Returns how often a rival has found a context, a count or a critical section that was not its
   * own.
   */
  long faults() {
    return word(faults);
  }

  /** Returns how often a rival has found inconsistent data. */
  long torn() {
    return word(torn);
  }

  long softirqs() {
    return word(softirqs);
  }

  /**
   * Calls the guest's {@code lab_look()} and returns the fields of the resulting {@code struct
   * lab_residue}.
   */
  Map<Residue, Integer> residue() {
    machine.perform(look);
    Map<Residue, Integer> fields = new EnumMap<>(Residue.class);
    for (Residue field : Residue.values()) {
      fields.put(field, (int) machine.memory().peek(residue + field.offset, Integer.BYTES));
    }
    return fields;
  }

  /** Runs a timer tick and a voluntary reschedule check in the guest. */
  void passPoint() {
    machine.perform(passPoint);
  }
}

package fastpath.lab.boot;

import java.util.HashMap;
import java.util.Map;

/**
 * Patches static calls, whose target is set at boot (static_call_init() and
 * __static_call_transform()). A call site calls the function that its key holds; the site is a nop
 * or a return if the key holds no function. The keys of preemption are set as {@code
 * preempt=voluntary} sets them, the default of distributions' kernels with PREEMPT_DYNAMIC. Every
 * other key keeps the function that it is linked with.
 */
final class StaticCalls {
  private static final int ENTRY = 8;
  private static final int TAIL = 1;
  private static final int FLAGS = 3;

  /** The 5 bytes of a prefixed {@code xor %eax, %eax}, which replace a call that returns 0. */
  private static final byte[] RETURN_0 = {0x2e, 0x2e, 0x2e, 0x31, (byte) 0xc0};

  private static final byte[] RET = {
    (byte) 0xc3, (byte) 0xcc, (byte) 0xcc, (byte) 0xcc, (byte) 0xcc
  };

  /** The keys that {@code preempt=voluntary} clears (sched_dynamic_update()). */
  private static final String[] EMPTY = {
    "__SCK__preempt_schedule",
    "__SCK__preempt_schedule_notrace",
    "__SCK__irqentry_exit_cond_resched"
  };

  private final KernelText text;
  private final BootCpu cpu;
  private final Map<Long, Long> set = new HashMap<>();

  private StaticCalls(KernelText text, BootCpu cpu) {
    this.text = text;
    this.cpu = cpu;
  }

  static void patch(KernelText text, BootCpu cpu) {
    new StaticCalls(text, cpu).patch();
  }

  private void patch() {
    long start = text.symbol("__start_static_call_sites").orElse(0L);
    long stop = text.symbol("__stop_static_call_sites").orElse(start);
    if (text.symbol("preempt_dynamic_mode").isPresent()) {
      voluntary();
    }
    sites(start, stop);
    text.sections(".static_call_sites").forEach(s -> sites(s.address(), s.address() + s.size()));
  }

  private void sites(long start, long stop) {
    for (long at = start; at + ENTRY <= stop; at += ENTRY) {
      long key = text.relative(at + 4);
      site(text.relative(at), key & ~FLAGS, (key & TAIL) != 0);
    }
  }

  private void voluntary() {
    text.symbol("__cond_resched")
        .ifPresent(function -> {
          text.symbol("__SCK__cond_resched").ifPresent(key -> set.put(key, function));
          text.symbol("__SCK__might_resched").ifPresent(key -> set.put(key, function));
        });
    for (String key : EMPTY) {
      text.symbol(key).ifPresent(at -> set.put(at, 0L));
    }
  }

  private void site(long site, long key, boolean tail) {
    int opcode = text.u8(site);
    boolean conditional = opcode == 0x0f && (text.u8(site + 1) & 0xf0) == 0x80;
    if (site == 0 || conditional) {
      return;
    }
    long function = set.containsKey(key) ? set.get(key) : text.i64(key);
    text.patch(site, code(site, function, tail), PatchKind.STATIC_CALL);
  }

  private byte[] code(long site, long function, boolean tail) {
    if (function == 0) {
      return tail ? (cpu.has(BootCpu.RETHUNK) ? thunk(site) : RET) : Nops.nop(Branches.BYTES);
    }
    boolean zero = text.symbol("__static_call_return0").filter(f -> f == function).isPresent();
    return zero && !tail
        ? RETURN_0
        : Branches.to(tail ? Branches.JMP : Branches.CALL, site, function);
  }

  private byte[] thunk(long site) {
    String name = cpu.returnThunk().orElse("__x86_return_thunk");
    return Branches.to(Branches.JMP, site, text.symbol(name).orElse(site));
  }
}

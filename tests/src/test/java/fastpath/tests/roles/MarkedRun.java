package fastpath.tests.roles;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Tracer;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.workshop.GuestCall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dynamic analysis of roles: one call in which the words of preempt_count and of the reschedule
 * flag are marked. Each executed instruction gets its role from the words that it accesses, from
 * the producers of its operands, and from the consumers of its results; the static analysis is not
 * used. Only the roles of preempt_count, of the reschedule test and of thread_info are determined.
 */
final class MarkedRun implements Tracer {
  /** Offsets in {@code struct thread_info} of flags and preempt_count (linux/thread_info.h). */
  private static final int FLAGS_OFFSET = 16;

  private static final int COUNT_OFFSET = 28;
  private static final int LIMIT_OFFSET = 32;
  private static final int KERNEL_STACK_OFFSET = 40;

  private static final Set<Role> TOLD =
      EnumSet.of(Role.PREEMPT_COUNT, Role.RESCHED_TEST, Role.THREAD_INFO);

  /**
   * An operand: the step that produced its value, and whether the value is used only to form an
   * address.
   */
  private record Operand(int producer, boolean address, boolean flags) {}

  /** An executed instruction. */
  private static final class Step {
    final Lifted insn;
    final Set<Operand> operands = new HashSet<>();
    final List<int[]> consumers = new ArrayList<>();
    boolean readsCount;
    boolean writesCount;
    boolean touchesFlag;
    boolean touchesLimit;
    boolean storesElsewhere;
    boolean assignsRegister;
    boolean fromMarked;
    Role role;

    /** True if no executed instruction needs this step's result. */
    boolean dead;

    Step(Lifted insn) {
      this.insn = insn;
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final Map<Long, Integer> memoryWriters = new HashMap<>();
  private final int[] writers = new int[State.COUNT];
  private final Map<Long, Lifted> lifted = new HashMap<>();
  private long count;
  private long flag;
  private long limit;
  private boolean running;
  private long[] before;
  private long flagsBefore;
  private long gsBase;

  /** Runs the call with no reschedule wanted. */
  static MarkedRun of(Image image, FastPath fastPath, Preset preset) {
    MarkedRun run = new MarkedRun();
    GuestCall scene =
        GuestCall.of(
            image, GuestCall.options(preset).withEngine(EngineKind.INTERPRETER).withTracer(run));
    scene.setUp(fastPath.setup());
    Machine m = scene.machine();
    m.call("lab_set_need_resched", 0);
    run.begin(m, preset);
    GuestCall.finish(fastPath.function(), scene.call(fastPath.function()));
    run.settle();
    return run;
  }

  private void begin(Machine m, Preset preset) {
    gsBase = m.cpu().get(State.GS_BASE);
    String size = preset.config().get("CONFIG_THREAD_SIZE");
    long threadSize = size == null ? GuestCall.DEFAULT_THREAD_SIZE : Long.parseLong(size);
    long threadInfo =
        m.memory().peek(m.symbol("kernel_stack"), Long.BYTES) + KERNEL_STACK_OFFSET - threadSize;
    count =
        preset.enabled("PREEMPT_COUNT_PERCPU")
            ? m.symbol("__preempt_count")
            : threadInfo + COUNT_OFFSET;
    flag = threadInfo + FLAGS_OFFSET;
    limit = threadInfo + LIMIT_OFFSET;
    java.util.Arrays.fill(writers, -1);
    before = null;
    running = true;
  }

  @Override
  public void retired(Decoded insn, Cpu cpu, Memory memory) {
    if (running) {
      // The registers before the first instruction are not known; that instruction does not use
      // them as an address.
      long[] found = before == null ? cpu.registers() : before;
      steps.add(step(lifted.computeIfAbsent(insn.address(), a -> Lifter.lift(insn)), found));
      before = cpu.registers();
      flagsBefore = cpu.get(State.RFLAGS);
    }
  }

  private Step step(Lifted insn, long[] registers) {
    Step step = new Step(insn);
    long[] values = new long[insn.temps()];
    List<Set<Operand>> from = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      from.add(Set.of());
    }
    List<State> assigned = new ArrayList<>();
    List<Long> stored = new ArrayList<>();
    for (Uop uop : insn.uops()) {
      switch (uop) {
        case Uop.Imm u -> values[u.dst()] = u.value();
        case Uop.Get u -> {
          values[u.dst()] = value(u.state(), registers);
          from.set(u.dst(), producer(u.state()));
        }
        case Uop.Pure u -> {
          values[u.dst()] =
              u.fn().apply(u.bits(), of(values, u.a()), of(values, u.b()), of(values, u.c()));
          from.set(u.dst(), operands(u, from));
        }
        case Uop.Load u -> {
          address(step, from.get(u.addr()));
          touch(step, values[u.addr()], false);
          Integer writer = memoryWriters.get(values[u.addr()]);
          from.set(u.dst(), writer == null ? Set.of() : Set.of(new Operand(writer, false, false)));
        }
        case Uop.Store u -> {
          address(step, from.get(u.addr()));
          step.operands.addAll(from.get(u.src()));
          touch(step, values[u.addr()], true);
          stored.add(values[u.addr()]);
        }
        case Uop.Put u -> {
          step.operands.addAll(from.get(u.src()));
          assigned.add(u.state());
        }
        case Uop.SetFlags u -> {
          step.operands.addAll(from.get(u.src()));
          assigned.add(State.RFLAGS);
        }
        case Uop.Branch u -> step.operands.addAll(from.get(u.cond()));
        case Uop.Jump u -> step.operands.addAll(from.get(u.target()));
        case Uop.Divide u -> {
          Set<Operand> all = new HashSet<>(from.get(u.hi()));
          all.addAll(from.get(u.lo()));
          all.addAll(from.get(u.divisor()));
          from.set(u.quot(), all);
          from.set(u.rem(), all);
        }
        case Uop.Lock u -> {}
        case Uop.Fence u -> {}
        case Uop.Aligned u -> {}
        case Uop.Canonical u -> {}
        case Uop.Writable u -> {}
        case Uop.Trap u -> {}
      }
    }
    step.assignsRegister =
        assigned.stream().anyMatch(s -> s != State.RFLAGS && s != State.RIP && s != State.RSP);
    step.fromMarked = isFromMarked(step);
    assigned.forEach(s -> writers[s.index()] = steps.size());
    stored.forEach(a -> memoryWriters.put(a, steps.size()));
    return step;
  }

  private long value(State state, long[] registers) {
    if (state == State.GS_BASE) {
      return gsBase;
    }
    return state == State.RFLAGS ? flagsBefore : state.isGeneral() ? registers[state.index()] : 0;
  }

  private static long of(long[] values, int temp) {
    return temp < 0 ? 0 : values[temp];
  }

  private Set<Operand> producer(State state) {
    int writer = state == State.RSP ? -1 : writers[state.index()];
    return writer < 0 ? Set.of() : Set.of(new Operand(writer, false, state == State.RFLAGS));
  }

  private static Set<Operand> operands(Uop.Pure u, List<Set<Operand>> from) {
    boolean cancels =
        u.a() == u.b() && Set.of("XOR", "SUB", "SUB_FLAGS", "SBB").contains(u.fn().toString());
    Set<Operand> all = new HashSet<>();
    if (!cancels) {
      all.addAll(from.get(u.a()));
      all.addAll(u.b() < 0 ? Set.of() : from.get(u.b()));
    }
    all.addAll(u.c() < 0 || u.fn().keepsFlags() ? Set.of() : from.get(u.c()));
    return all;
  }

  private static void address(Step step, Set<Operand> operands) {
    operands.forEach(o -> step.operands.add(new Operand(o.producer, true, o.flags)));
  }

  private void touch(Step step, long address, boolean store) {
    step.readsCount |= address == count && !store;
    step.writesCount |= address == count && store;
    step.touchesFlag |= address == flag;
    step.touchesLimit |= address == limit;
    step.storesElsewhere |= store && address != count && address != flag;
  }

  private static boolean touches(Step step) {
    return step.readsCount || step.writesCount || step.touchesFlag;
  }

  /**
   * True if a step's value is a marked word's value, or is computed from marked words' values
   * alone.
   */
  private boolean isFromMarked(Step step) {
    if (touches(step)) {
      return true;
    }
    boolean any = false;
    boolean all = true;
    boolean loads = java.util.Arrays.stream(step.insn.uops()).anyMatch(Uop.Load.class::isInstance);
    for (Operand o : step.operands) {
      boolean marked = !o.address && steps.get(o.producer).fromMarked;
      any |= marked;
      all &= marked;
    }
    boolean decides = step.insn.flow() == Flow.BRANCH || !step.assignsRegister;
    return any && !step.storesElsewhere && (all && !loads || decides);
  }

  /**
   * Determines the roles from the last step back to the first, so that the consumers of a value are
   * known before its producer.
   */
  private void settle() {
    running = false;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      step.role = role(step);
      step.dead = isDead(step);
      for (Operand o : step.operands) {
        steps.get(o.producer).consumers.add(new int[] {i, o.address ? 1 : 0});
      }
    }
  }

  private boolean isDead(Step step) {
    return step.role == null
        && !step.storesElsewhere
        && step.insn.flow() == Flow.NEXT
        && step.consumers.stream().allMatch(c -> steps.get(c[0]).dead);
  }

  /**
   * Returns a step's role; consumers whose results are dead on this path, such as an address for a
   * path not taken, are ignored.
   */
  private Role role(Step step) {
    if (step.writesCount) {
      return Role.PREEMPT_COUNT;
    }
    if (step.fromMarked) {
      boolean comesBack =
          step.consumers.stream()
              .anyMatch(c -> c[1] == 0 && steps.get(c[0]).role == Role.PREEMPT_COUNT);
      return comesBack && !step.touchesFlag ? Role.PREEMPT_COUNT : Role.RESCHED_TEST;
    }
    Role role = null;
    for (int[] consumer : step.consumers) {
      Step user = steps.get(consumer[0]);
      if (user.insn.flow() == Flow.RET || user.dead) {
        continue;
      }
      if (user.touchesLimit && consumer[1] == 1 || user.role == Role.UACCESS) {
        return Role.UACCESS;
      }
      if (!TOLD.contains(user.role)) {
        return null;
      }
      boolean finds = consumer[1] == 1 || user.role == Role.THREAD_INFO;
      role = finds ? Role.THREAD_INFO : role == null ? user.role : role;
    }
    return role;
  }

  /** Returns the addresses of the executed instructions. */
  Set<Long> executed() {
    Set<Long> addresses = new HashSet<>();
    steps.forEach(s -> addresses.add(s.insn.insn().address()));
    return addresses;
  }

  private boolean isUsed(Step step) {
    return step.consumers.stream().anyMatch(c -> !steps.get(c[0]).dead);
  }

  /**
   * Returns the roles of an instruction's executions, null for an execution without a role;
   * executions with dead results are left out.
   */
  Set<Role> roles(long address) {
    Set<Role> roles = new HashSet<>();
    for (Step step : steps) {
      if (step.insn.insn().address() == address
          && (step.role != null || step.storesElsewhere || isUsed(step))) {
        roles.add(TOLD.contains(step.role) ? step.role : null);
      }
    }
    return roles;
  }
}

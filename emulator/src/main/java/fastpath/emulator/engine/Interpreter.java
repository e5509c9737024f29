package fastpath.emulator.engine;

import fastpath.emulator.isa.Flow;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.Tracer;
import fastpath.emulator.machine.TrapHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference engine: executes the micro-ops of each instruction in turn, and counts how often
 * each instruction retires. All other counts are computed from these numbers.
 */
public final class Interpreter implements Engine {
  private static final int RSP = State.RSP.index();
  private static final int RIP = State.RIP.index();
  private static final int RFLAGS = State.RFLAGS.index();
  private static final int TSC = State.TSC.index();

  private final Cpu cpu;
  private final Memory memory;
  private final Tracer tracer;
  private final Flattener flattener;
  private final CodeCache cache;
  private final CallTracker call = new CallTracker();
  private final MicroOps ops;
  private final RepeatedExecution repeated;

  private long[] file;
  private long returnAddress;
  private long retired;

  private Accelerator accelerator;
  private long budget;

  /** The number of instructions whose accesses and targets are still to be recorded. */
  private int watched;

  /** The tracker that follows interrupted registers through a handler; null for none. */
  private TaintTracker taint;

  /** True while the instruction at rip is being fetched, after control has gone to rip. */
  private boolean fetching;

  /**
   * @param tracer receives every retired instruction; may be null
   */
  public Interpreter(Cpu cpu, Memory memory, TrapHandler traps, Tracer tracer) {
    this.cpu = cpu;
    this.memory = memory;
    ops = new MicroOps(memory, traps);
    repeated = new RepeatedExecution(memory, ops);
    this.tracer = tracer;
    flattener = new Flattener(cpu.state());
    cache = new CodeCache(cpu.profile(), memory, flattener);
    use(flattener.file());
  }

  @Override
  public String name() {
    return "interpreter";
  }

  /** Sets an accelerator, which is called where control jumps, calls or returns. */
  public void accelerate(Accelerator with) {
    accelerator = with;
  }

  /**
   * Records the mappings that the next instructions access and the targets of their indirect jumps,
   * for a number of instructions.
   */
  public void watch(int instructions) {
    watched = instructions;
  }

  /** Sets the tracker that receives each retired instruction; null for none. */
  public void track(TaintTracker tracker) {
    taint = tracker;
  }

  /**
   * Accounts for a part of the call that is not executed because its effect is known: its number of
   * instructions and its stack depth.
   */
  public void passed(long instructions, long stackBytes) {
    retired += instructions;
    long deepest = Math.max(call.stackBytes(), stackBytes);
    call.resume(call.own(), call.calleeSlot(), deepest, call.ownStackBytes());
  }

  /**
   * Returns the instruction at an address if it has been fetched before and its bytes are the same;
   * otherwise null.
   */
  public Code known(long address) {
    return cache.known(address);
  }

  /**
   * Returns the instruction at an address, fetched before or not; null if no instruction can be
   * fetched.
   */
  public Code decoded(long address) {
    try {
      Code c = cache.at(address);
      use(flattener.file());
      return c;
    } catch (GuestFault f) {
      return null;
    }
  }

  public CallTracker call() {
    return call;
  }

  /** Returns the address at which the call in progress ends. */
  public long returnAddress() {
    return returnAddress;
  }

  /** Returns the number of instructions that may still retire. */
  public long left() {
    return budget - retired;
  }

  /** Adds a number of instructions that have retired outside of the interpreter. */
  public void retired(long instructions) {
    retired += instructions;
  }

  @Override
  public void begin(long address, Activation called) {
    returnAddress = address;
    call.begin(file[RSP], file[RIP], called);
    retired = 0;
    cache.reset();
  }

  @Override
  public EngineState save() {
    return new EngineState(returnAddress, retired, call.progress());
  }

  @Override
  public void restore(EngineState state) {
    returnAddress = state.returnAddress;
    retired = state.retired;
    call.restore(state.call);
    cache.reset();
  }

  @Override
  public Stop run(long most) {
    ops.stop = null;
    budget = most;
    Code c = null;
    try {
      c = arrive(file[RIP]);
      while (c != null) {
        if (retired >= budget) {
          file[RIP] = c.address;
          return Stop.LIMIT;
        }
        if (cache.isStale()) {
          c = arrive(c.address);
        }
        if (c.special == 0 && tracer == null && watched == 0 && taint == null) {
          ops.execute(c.uops);
          retire(c);
          Code next = c.following;
          c = next != null ? next : cache.follows(c, arrive(c.next));
        } else {
          c = special(c);
        }
      }
      return ops.stop;
    } catch (GuestFault f) {
      if (!fetching) {
        file[RIP] = c.address;
      }
      boolean fetch = fetching;
      fetching = false;
      throw fetch ? f : PreciseFault.of(f, c.insn, cpu, memory);
    }
  }

  private void retire(Code c) {
    retired++;
    c.use();
    if (call.own()) {
      c.own++;
    } else {
      c.others++;
    }
  }

  /**
   * Executes an instruction that transfers control, changes rsp, repeats or traps, or while
   * instructions are traced; returns null to stop.
   */
  private Code special(Code c) {
    ops.destination = c.next;
    if ((c.special & Code.REPEATED) != 0) {
      repeated.run(c);
    } else {
      if ((c.special & Code.TRAP) != 0) {
        file[RIP] = c.address;
        file[TSC] = retired;
        if ((c.special & Code.READS_TSC) != 0) {
          memory.dependsOnMore();
        }
      }
      ops.current = c;
      ops.execute(c.uops);
    }
    retire(c);
    if (taint != null) {
      taint.retired(c.insn);
    }
    if (watched > 0) {
      watched--;
      c.accessed(memory);
    }
    if ((c.special & (Code.WRITES_RSP | Code.CONTROL)) != 0) {
      call.follow(c, file[RSP], ops.destination);
    }
    if ((c.special & Code.SETS_IF) != 0
        && ops.stop == null
        && (file[RFLAGS] & Cpu.IF) != 0
        && cpu.interrupts().waiting()) {
      ops.stop = Stop.INTERRUPT;
    }
    long rip = ops.destination;
    if (tracer != null) {
      file[RIP] = rip;
      tracer.retired(c.insn.insn(), cpu, memory);
    }
    if (ops.stop != null) {
      file[RIP] = rip;
      return null;
    }
    Code next = successor(c, rip);
    return accelerator != null && next != null && leaps(c, rip) ? accelerated(c, next) : next;
  }

  private Code successor(Code c, long rip) {
    if (rip == c.next) {
      Code next = c.following;
      return next != null ? next : cache.follows(c, arrive(rip));
    }
    Code next = c.target;
    return next != null && next.address == rip ? next : cache.goesTo(c, arrive(rip));
  }

  /**
   * True if control may have reached the start of repeated code: a loop, a function, or a caller
   * after a return.
   */
  private static boolean leaps(Code c, long rip) {
    return switch (c.flow) {
      case NEXT, STOP -> (c.special & Code.RESUMES) != 0;
      case JUMP, BRANCH ->
          Long.compareUnsigned(rip, c.address) <= 0 || (c.special & Code.RESUMES) != 0;
      case CALL, RET, INDIRECT_JUMP, INDIRECT_CALL -> true;
    };
  }

  private Code accelerated(Code from, Code next) {
    if (from.flow == Flow.INDIRECT_JUMP || from.flow == Flow.INDIRECT_CALL) {
      from.wentTo(next);
    }
    file[RIP] = next.address;
    return !cache.isStale() && accelerator.arrive(next) ? arrive(file[RIP]) : next;
  }

  /** Executes the micro-ops of one instruction once; for tests. */
  void execute(Lifted insn) {
    Code c = new Code(insn, flattener.flatten(insn), new ArrayList<>());
    use(flattener.file());
    ops.current = c;
    ops.execute(c.uops);
  }

  /** Returns the instruction at an address; null at the return address. */
  private Code arrive(long rip) {
    file[RIP] = rip;
    if (rip == returnAddress) {
      ops.stop = Stop.RETURN;
      return null;
    }
    fetching = true;
    Code c = cache.at(rip);
    fetching = false;
    use(flattener.file());
    return c;
  }

  private void use(long[] array) {
    if (file != array) {
      file = array;
      ops.file = array;
      cpu.use(array);
    }
  }

  @Override
  public void interrupted(long frame) {
    call.interrupted(frame);
    if (taint != null) {
      taint.entered();
    }
  }

  @Override
  public void resumed(long frame) {
    call.resumed(frame);
  }

  @Override
  public List<Executed> executed() {
    List<Executed> result = new ArrayList<>();
    for (Code c : cache.used()) {
      if (c.count() != 0 || c.iterations != 0) {
        result.add(new Executed(c.insn, c.own, c.others, c.iterations, c.taken));
      }
    }
    return result;
  }

  @Override
  public long instructions() {
    return retired;
  }

  @Override
  public long translated() {
    return 0;
  }

  @Override
  public long ownStackBytes() {
    return call.ownStackBytes();
  }

  @Override
  public long stackBytes() {
    return call.stackBytes();
  }
}

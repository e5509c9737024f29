package fastpath.emulator.explore;

import fastpath.emulator.engine.Division;
import fastpath.emulator.isa.Form;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Repeat;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Memory;

/** Executes the instructions of a CPU from one position to the next. */
final class Run {
  private static final int RIP = State.RIP.index();
  private static final int RCX = State.RCX.index();
  private static final int RAX = State.RAX.index();
  private static final int RDX = State.RDX.index();
  private static final long X2APIC_ICR = 0x830;
  private static final int VECTOR = 0xff;
  private static final long ICR_MODE = 0x700;
  private static final long ICR_FIXED = 0;
  private static final long ICR_NMI = 0x400;

  /** The bits of the ICR that must be 0: logical destinations and shorthands are not supported. */
  private static final long ICR_UNSUPPORTED = 0xc0800;

  /** The lowest vector that fixed delivery can have (SDM vol. 3A, 11.5.2). */
  private static final int LOWEST_VECTOR = 16;

  private static final int RFLAGS = State.RFLAGS.index();
  private static final long[] NO_TEMPS = {};

  private final Stepper stepper;
  private final int cpu;
  private final long[] state;

  /** The registers that only the final state reads since the run's start, as bits by number. */
  private final int observedOnly;

  /** The general registers that have been written since the run's start, as bits by number. */
  private int written;

  private Lifted insn;
  private int uop;
  private long[] temps = NO_TEMPS;
  private int part;
  private long partial;
  private boolean down;
  private boolean first = true;

  /**
   * The kinds of interrupts that could be delivered at every instruction boundary since the last
   * position.
   */
  private int open;

  /** The kinds of interrupts before which the run stops, at the next boundary that allows one. */
  private int awaited;

  /** The interruptibility state, as in {@link Position#blocking}. */
  private int blocking;

  /** RFLAGS at the start of the instruction in progress. */
  private long flagsBefore;

  private boolean isSti;

  private long destination;

  Run(Stepper stepper, int cpu, long[] state, int blocking) {
    this(stepper, cpu, state, 0, blocking);
  }

  private Run(Stepper stepper, int cpu, long[] state, int observedOnly, int blocking) {
    this.stepper = stepper;
    this.cpu = cpu;
    this.state = state;
    this.observedOnly = observedOnly;
    this.blocking = blocking;
  }

  Run(Stepper stepper, Position from) {
    this(stepper, from.cpu, from.state.clone(), from.observedOnly, from.blocking);
    insn = from.insn;
    uop = from.uop;
    temps = from.temps.clone();
    part = from.part;
    partial = from.partial;
    down = from.down;
    first = from.first;
    flagsBefore = state[RFLAGS];
    open = insn == null ? deliverable() : 0;
  }

  /**
   * Continues from a pause by one instruction, or by several if no interrupt of some kinds may be
   * delivered between these.
   */
  Arrival step(int kinds) {
    awaited = kinds;
    return go();
  }

  /** Continues after the access of the current micro-op has been done. */
  Arrival resume(long answer) {
    if (insn != null) {
      first = false;
      if (insn.uops()[uop] instanceof Uop.Load u) {
        if (!part(u.bytes(), answer)) {
          return go();
        }
        temps[u.dst()] = partial;
      } else if (insn.uops()[uop] instanceof Uop.Store u && !part(u.bytes(), 0)) {
        return go();
      } else if (insn.uops()[uop] instanceof Uop.Trap u && u.kind() == Uop.Trap.Kind.IRETQ) {
        // Any iretq unblocks NMIs, whatever handler it returns from (SDM vol. 3A, 6.7.1).
        blocking &= ~Position.BLOCKING_BY_NMI;
      }
      uop++;
      part = 0;
      partial = 0;
      down = false;
    }
    return go();
  }

  /**
   * Returns the position from which the access of the current micro-op is made downwards; null if
   * the access is not split or has begun.
   */
  Position descending() {
    Uop access = insn == null ? new Uop.Lock() : insn.uops()[uop];
    int bytes =
        access instanceof Uop.Load u ? u.bytes() : access instanceof Uop.Store u ? u.bytes() : 0;
    if (down || part > 0 || bytes == 0 || !isSplit(address(), bytes)) {
      return null;
    }
    down = true;
    return position(execute(access)).position();
  }

  /** Counts one part of a split access as done; returns true if it was the last part. */
  private boolean part(int bytes, long answer) {
    if (part == 0 && !isSplit(address(), bytes)) {
      partial = answer;
      return true;
    }
    partial |= answer << 8 * at(bytes);
    return ++part == bytes;
  }

  /**
   * Executes to the next request, or to a boundary at which an interrupt may be delivered: for each
   * kind the first such boundary after an access, or after boundaries at which no interrupt of the
   * kind may be delivered. If an interrupt is requested, {@link #step} visits the boundaries that
   * follow.
   */
  Arrival go() {
    try {
      for (int n = 0; n < stepper.patience(); n++) {
        Arrival boundary = null;
        if (insn == null) {
          boundary = boundary(n);
          if (!begin()) {
            return position(Request.End.RETURNED);
          }
        }
        Request request = uops();
        if (request != null && !(boundary != null && request instanceof Request.End)) {
          return position(request);
        }
        if (boundary != null) {
          return boundary;
        }
        finish();
      }
      return position(new Request.Pause());
    } catch (GuestFault f) {
      forget();
      return fault(text(f));
    }
  }

  static String text(GuestFault f) {
    return f.kind().text() + (f.getMessage().isEmpty() ? "" : " " + f.getMessage());
  }

  /**
   * Returns the position at the current boundary; null if the run does not stop at this boundary. A
   * run also stops before an instruction that begins with a request; an interrupt may be delivered
   * before this instruction.
   *
   * @param passed number of instructions since the last position
   */
  private Arrival boundary(int passed) {
    int before = open;
    open = deliverable();
    boolean stops = (open & ~before) != 0 || (open & awaited) != 0 && passed > 0;
    return stops && !stepper.isEnd(state[RIP])
        ? new Arrival(
            new Position(
                cpu,
                state.clone(),
                null,
                0,
                NO_TEMPS,
                0,
                0,
                false,
                true,
                blocking,
                0,
                new Request.Pause()),
            Observed.NONE)
        : null;
  }

  /**
   * Returns the kinds of interrupts that may be delivered at the current boundary, as far as the
   * CPU's interrupt table has them.
   */
  private int deliverable() {
    return Position.unblocked(state[RFLAGS], blocking) & stepper.handled(cpu);
  }

  /** Returns the position of the CPU at its end. */
  Arrival fault(String fault) {
    return position(new Request.End(fault + " at 0x" + Long.toHexString(state[RIP]), false));
  }

  private Arrival position(Request request) {
    LiveState live = stepper.live(cpu);
    int only = live.clear(state, state[RIP], insn, uop, temps, request);
    boolean stops = request instanceof Request.End e && e != Request.End.RETURNED;
    Observed observed = observe(stops ? live.observed() : only, stops);
    Position position =
        new Position(
            cpu, state, insn, uop, temps, part, partial, down, first, blocking, only, request);
    return new Arrival(position, observed);
  }

  /**
   * Returns the values of registers that only the final state reads from here on, as far as they
   * are not yet observed, and moves them out of the state.
   *
   * @param stops true if the CPU halts or faults here, where the state keeps all registers
   */
  private Observed observe(int only, boolean stops) {
    Observed observed = Observed.NONE;
    for (int r = 0; only >> r != 0; r++) {
      if ((only >> r & 1) != 0) {
        if (((~observedOnly | written) >> r & 1) != 0) {
          observed = observed.with(Observed.register(cpu, r), state[r]);
        }
        state[r] = stops ? state[r] : 0;
      }
    }
    return observed;
  }

  /** Starts the instruction at rip; returns false if the CPU has ended. */
  private boolean begin() {
    if (stepper.isEnd(state[RIP])) {
      return false;
    }
    insn = stepper.instruction(state[RIP]);
    Form form = insn.insn().insn().form();
    if (form.isWeaklyOrdered()) {
      throw new GuestFault(
          Fault.Kind.UNSUPPORTED, 0, 0, form.mnemonic() + ", whose store is weakly ordered");
    }
    temps = new long[insn.temps()];
    flagsBefore = state[RFLAGS];
    isSti = false;
    destination = insn.insn().next();
    for (State s : insn.zeroExtended()) {
      state[s.index()] &= 0xffffffffL;
    }
    uop = insn.repeat() != Repeat.NONE && count() == 0 ? insn.uops().length : 0;
    return true;
  }

  private void forget() {
    insn = null;
    temps = NO_TEMPS;
    uop = 0;
  }

  private boolean isNarrow() {
    return insn.insn().insn().addressBits() == 32;
  }

  private long count() {
    return isNarrow() ? state[RCX] & 0xffffffffL : state[RCX];
  }

  /** Ends the instruction, or one iteration of a repeated instruction. */
  private void finish() {
    if (insn.repeat() == Repeat.NONE || count() == 0 || lastIteration()) {
      state[RIP] = destination;
    }
    forget();
    first = true;
    blockBySti(isSti && (flagsBefore & Cpu.IF) == 0);
  }

  private void blockBySti(boolean blocks) {
    blocking &= ~Position.BLOCKING_BY_STI;
    blocking |= blocks ? Position.BLOCKING_BY_STI : 0;
  }

  private boolean lastIteration() {
    state[RCX] = isNarrow() ? count() - 1 & 0xffffffffL : count() - 1;
    boolean zero = (state[RFLAGS] & Cpu.ZF) != 0;
    return count() == 0
        || insn.repeat() == Repeat.REPE && !zero
        || insn.repeat() == Repeat.REPNE && zero;
  }

  /** Executes micro-ops until an access; returns null at the instruction's end. */
  private Request uops() {
    destination = insn.insn().next();
    for (; uop < insn.uops().length; uop++) {
      Request request = execute(insn.uops()[uop]);
      if (request != null) {
        return request;
      }
    }
    return null;
  }

  private Request execute(Uop uop) {
    switch (uop) {
      case Uop.Imm u -> temps[u.dst()] = u.value();
      case Uop.Get u -> temps[u.dst()] = state[u.state().index()];
      case Uop.Put u -> {
        state[u.state().index()] = temps[u.src()];
        written |= u.state().isGeneral() ? 1 << u.state().index() : 0;
      }
      case Uop.Pure u ->
          temps[u.dst()] = u.fn().apply(u.bits(), temp(u.a()), temp(u.b()), temp(u.c()));
      case Uop.SetFlags u -> state[RFLAGS] = state[RFLAGS] & ~u.mask() | temps[u.src()] & u.mask();
      case Uop.Jump u -> destination = temps[u.target()];
      case Uop.Branch u -> destination = temps[u.cond()] != 0 ? temps[u.target()] : destination;
      case Uop.Divide u -> divide(u);
      case Uop.Aligned u -> {
        if ((temps[u.addr()] & u.bytes() - 1) != 0) {
          throw protection(temps[u.addr()], " is not aligned");
        }
      }
      case Uop.Canonical u -> {
        if (!Memory.isCanonical(temps[u.value()])) {
          throw protection(temps[u.value()], " is not canonical");
        }
      }
      case Uop.Writable u -> stepper.checkWritable(temps[u.addr()], u.bytes(), state);
      case Uop.Load u -> {
        return load(temps[u.addr()], u.bytes());
      }
      case Uop.Store u -> {
        return store(temps[u.addr()], temps[u.src()], u.bytes());
      }
      case Uop.Lock u -> {
        return new Request.Lock();
      }
      case Uop.Fence u -> {
        // Loads are ordered among each other, and so are stores; only an instruction that orders a
        // store before a later load needs a request.
        return u.kind() == Uop.Fence.Kind.MFENCE ? new Request.Fence() : null;
      }
      case Uop.Trap u -> {
        return trap(u);
      }
    }
    return null;
  }

  private static GuestFault protection(long value, String what) {
    return new GuestFault(Fault.Kind.PROTECTION, 0, 0, "0x" + Long.toHexString(value) + what);
  }

  private long temp(int t) {
    return t < 0 ? 0 : temps[t];
  }

  private void divide(Uop.Divide u) {
    Division d = stepper.division();
    d.divide(temps[u.hi()], temps[u.lo()], temps[u.divisor()], u.bits(), u.signed());
    temps[u.quot()] = d.quotient();
    temps[u.rem()] = d.remainder();
  }

  private long address() {
    if (insn.uops()[uop] instanceof Uop.Load u) {
      return temps[u.addr()];
    }
    return insn.uops()[uop] instanceof Uop.Store u ? temps[u.addr()] : 0;
  }

  /** Returns the distance of the next byte of a split access from the access's address. */
  private int at(int bytes) {
    return down ? bytes - 1 - part : part;
  }

  /**
   * True if an access is split into bytes, which reach memory one by one, upwards or downwards from
   * one end.
   */
  private boolean isSplit(long address, int bytes) {
    return (address & bytes - 1) != 0 && !Stepper.isLocked(insn);
  }

  private Request load(long address, int bytes) {
    if (part == 0) {
      stepper.initial(state).load(address, bytes);
    }
    return isSplit(address, bytes)
        ? new Request.Load(address + at(bytes), 1)
        : new Request.Load(address, bytes);
  }

  private Request store(long address, long value, int bytes) {
    if (part == 0) {
      stepper.checkWritable(address, bytes, state);
    }
    return isSplit(address, bytes)
        ? new Request.Store(address + at(bytes), value >>> 8 * at(bytes) & 0xff, 1)
        : new Request.Store(address, bytes == 8 ? value : value & (1L << 8 * bytes) - 1, bytes);
  }

  /**
   * Only fixed interrupts and NMIs of one CPU are supported. The write to the x2APIC waits for no
   * earlier store (SDM vol. 3A, 11.12.3); code that needs the order executes an mfence before.
   */
  private Request send() {
    long msr = state[RCX] & 0xffffffffL;
    long mode = state[RAX] & ICR_MODE;
    int vector = mode == ICR_NMI ? Interrupts.NMI : (int) state[RAX] & VECTOR;
    if (msr != X2APIC_ICR
        || (state[RAX] & ICR_UNSUPPORTED) != 0
        || mode != ICR_NMI && (mode != ICR_FIXED || vector < LOWEST_VECTOR)) {
      throw protection(msr, " is no MSR that can be written here, or not so");
    }
    long destination = state[RDX] & 0xffffffffL;
    if (destination >= stepper.cpus()) {
      throw protection(destination, " is no CPU that can be interrupted");
    }
    return new Request.Send((int) destination, vector);
  }

  private Request trap(Uop.Trap u) {
    return switch (u.kind()) {
      case HLT -> {
        state[RIP] = insn.insn().next();
        forget();
        first = true;
        blockBySti(false);
        yield Request.End.HALTED;
      }
      case WRMSR -> send();
      // A serializing instruction (SDM vol. 3A, 9.3), whose loads follow as micro-ops.
      case IRETQ -> new Request.Fence();
      case STI -> {
        isSti = true;
        yield null;
      }
      case SWAPGS -> {
        int gs = State.GS_BASE.index();
        int kernel = State.KERNEL_GS_BASE.index();
        long base = state[gs];
        state[gs] = state[kernel];
        state[kernel] = base;
        yield null;
      }
      case UD -> throw new GuestFault(Fault.Kind.INVALID_OPCODE, 0, 0, "ud2");
      case BP -> throw new GuestFault(Fault.Kind.BREAKPOINT, 0, 0, "int3");
      case INT, SYSCALL, SYSRET, CPUID, RDMSR, LOAD_SEGMENT, WRITE_CONTROL, PRIVILEGED ->
          throw new GuestFault(
              Fault.Kind.UNSUPPORTED, 0, 0, u.kind() + " where orders of CPUs are explored");
    };
  }
}

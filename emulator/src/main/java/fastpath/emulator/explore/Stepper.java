package fastpath.emulator.explore;

import fastpath.emulator.engine.Division;
import fastpath.emulator.engine.Fetch;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Gate;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.InterruptFrame;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Executes the micro-ops of one CPU until a micro-op needs memory, and continues with the answer.
 * Permissions and code are those of the initial memory, and a store to code is refused; rdtsc
 * returns 0.
 */
final class Stepper {
  /** The number of instructions without an access after which other CPUs get a turn. */
  private static final int PATIENCE = 4096;

  private final Memory initial;
  private final Cpu cpu;
  private final Set<Long> ends = new HashSet<>();
  private final Map<Long, Lifted> code = new HashMap<>();
  private final Division division = new Division();
  private final List<LiveState> live = new ArrayList<>();

  /** For each CPU the kinds of interrupts for which its interrupt table may have a gate. */
  private final List<Integer> handled = new ArrayList<>();

  /**
   * @param initial memory, bound to {@code cpu}, of whose RFLAGS.AC its permission checks depend
   * @param starts the initial states of the CPUs
   */
  Stepper(Memory initial, Cpu cpu, List<Start> starts) {
    this.initial = initial;
    this.cpu = cpu;
    starts.forEach(s -> ends.add(s.end()));
    starts.forEach(s -> handled.add(handled(s)));
    starts.forEach(s -> live.add(LiveState.of(this, s)));
  }

  private int handled(Start start) {
    cpu.use(start.state().clone());
    boolean nmi = Gate.of(Interrupts.NMI, cpu, initial) != null;
    return (cpu.get(State.IDTR_LIMIT) == 0 ? 0 : InterruptKind.MASKABLE.bit())
        | (nmi ? InterruptKind.NMI.bit() : 0);
  }

  /**
   * Returns the kinds of interrupts for which a CPU's interrupt table may have a gate: maskable
   * interrupts if there is a table, NMIs if the table has their gate.
   */
  int handled(int number) {
    return handled.get(number);
  }

  /** Returns the number of CPUs. */
  int cpus() {
    return handled.size();
  }

  /** The live registers of each CPU's code. */
  LiveState live(int number) {
    return live.get(number);
  }

  static boolean isLocked(Lifted insn) {
    return insn.uops().length > 0 && insn.uops()[0] instanceof Uop.Lock;
  }

  /** Starts a CPU at the rip in {@code state}. */
  Arrival start(int number, long[] state) {
    return new Run(this, number, state.clone(), 0).go();
  }

  /** Continues at a CPU's position; {@code answer} is the value if the request was a load. */
  Arrival resume(Position p, long answer) {
    return new Run(this, p).resume(answer);
  }

  /**
   * Returns the position from which the split access of a position is made downwards; null if the
   * position is before no such access.
   */
  Position descending(Position p) {
    return new Run(this, p).descending();
  }

  /** Continues from a pause to the next boundary at which some kinds may be delivered. */
  Arrival step(Position p, int kinds) {
    return new Run(this, p).step(kinds);
  }

  /**
   * Enters the handler of an interrupt.
   *
   * @param frame receives the words that the CPU pushes, by address
   */
  Arrival interrupt(Position p, int vector, Map<Long, Long> frame) {
    cpu.use(p.state.clone());
    Gate gate = Gate.of(vector, cpu, initial);
    String interrupt = "interrupt 0x" + Integer.toHexString(vector);
    if (gate == null) {
      return fault(p, interrupt + " has no gate in the interrupt table at the CPU's start");
    }
    if (gate.stack() != 0) {
      return fault(p, interrupt + " has a gate with a stack of its own, which is not supported");
    }
    try {
      InterruptFrame.enter(
          cpu,
          gate,
          false,
          0,
          (address, value) -> {
            checkWritable(address, Long.BYTES, p.state);
            frame.put(address, value);
          });
    } catch (GuestFault f) {
      frame.clear();
      return fault(p, interrupt + " pushes its frame: " + Run.text(f));
    }
    int blocking =
        p.blocking & Position.BLOCKING_BY_NMI
            | (InterruptKind.of(vector) == InterruptKind.NMI ? Position.BLOCKING_BY_NMI : 0);
    return new Run(this, p.cpu, cpu.state().clone(), blocking).go();
  }

  private Arrival fault(Position p, String fault) {
    return new Run(this, p.cpu, p.state.clone(), p.blocking).fault(fault);
  }

  Lifted instruction(long rip) {
    Lifted known = code.get(rip);
    if (known == null) {
      known = Fetch.instruction(cpu.profile(), initial, rip);
      code.put(rip, known);
    }
    return known;
  }

  /** Returns the initial memory, set up to check permissions for a CPU with the given registers. */
  Memory initial(long[] state) {
    cpu.set(State.RFLAGS, state[State.RFLAGS.index()]);
    return initial;
  }

  /** Throws the fault that a store would raise; a store to code is not supported. */
  void checkWritable(long address, int bytes, long[] state) {
    // Stores the same bytes again, which checks permissions and changes nothing.
    boolean mapped =
        initial.mapping(address) != null && initial.mapping(address + bytes - 1) != null;
    initial(state).store(address, mapped ? initial.peek(address, bytes) : 0, bytes);
    if (isCode(address) || isCode(address + bytes - 1)) {
      throw new GuestFault(
          Fault.Kind.UNSUPPORTED, 0, 0, "a store to code where orders of CPUs are explored");
    }
  }

  private boolean isCode(long address) {
    return (initial.mapping(address).permissions() & Memory.EXECUTE) != 0;
  }

  Division division() {
    return division;
  }

  boolean isEnd(long rip) {
    return ends.contains(rip);
  }

  int patience() {
    return PATIENCE;
  }
}

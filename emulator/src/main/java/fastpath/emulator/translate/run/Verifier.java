package fastpath.emulator.translate.run;

import fastpath.emulator.engine.CallTracker;
import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Executed;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.CpuProfile;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ExitReason;
import fastpath.emulator.translate.passage.SideExit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The verifier, which checks every run of a passage. The interpreter repeats the run on a copy of
 * memory; then registers, flags, memory and counts are compared.
 */
public final class Verifier {
  private static final int RIP = State.RIP.index();
  private static final int TSC = State.TSC.index();

  private final CpuProfile profile;
  private final Memory memory;
  private List<Mapping> mappings = List.of();
  private List<Mapping> copies = List.of();
  private int version;
  private Cpu cpu;
  private Memory copy;
  private Interpreter reference;

  private long returnAddress;
  private long[] before;
  private boolean own;
  private long calleeSlot;
  private long deepest;
  private long deepestOwn;

  public Verifier(CpuProfile profile, Memory memory) {
    this.profile = profile;
    this.memory = memory;
  }

  /** Begins to verify a call. */
  public void begin(long address) {
    returnAddress = address;
  }

  /** Copies the state before a run of a passage. */
  public void before(long[] state, CallTracker call) {
    if (reference == null || version != memory.codeVersion()) {
      remap();
    }
    for (int i = 0; i < mappings.size(); i++) {
      byte[] from = mappings.get(i).bytes();
      System.arraycopy(from, 0, copies.get(i).bytes(), 0, from.length);
    }
    before = Arrays.copyOf(state, State.COUNT);
    own = call.own();
    calleeSlot = call.calleeSlot();
    deepest = call.stackBytes();
    deepestOwn = call.ownStackBytes();
  }

  /**
   * Makes a new memory and a new interpreter, because an interpreter caches decoded instructions.
   */
  private void remap() {
    version = memory.codeVersion();
    mappings = memory.mappings();
    cpu = new Cpu(profile);
    copy = new Memory(cpu);
    for (Mapping r : mappings) {
      copy.map(r.address(), r.size(), r.permissions(), r.name());
    }
    copies = copy.mappings();
    reference =
        new Interpreter(
            cpu,
            copy,
            trap -> {
              throw new IllegalStateException("translated code went past " + trap);
            },
            null);
  }

  /**
   * Repeats the run in the interpreter and compares the results.
   *
   * @throws IllegalStateException if anything differs
   */
  public void after(Passage p, SideExit exit, long[] state, CallTracker call, long instructions) {
    // Translated code never stores into code, so the copied code is the code that ran.
    cpu.set(State.RSP, call.entryRsp());
    cpu.set(State.RIP, before[RIP]);
    reference.begin(returnAddress, call.activation());
    for (State s : State.values()) {
      cpu.set(s, before[s.index()]);
    }
    reference.call().resume(own, calleeSlot, deepest, deepestOwn);
    try {
      reference.run(instructions);
    } catch (GuestFault f) {
      // A fault while the next instruction is fetched occurs after the run.
      if (reference.instructions() != instructions) {
        throw different(p, "the interpreter faults: " + f.getMessage());
      }
    }
    Map<Long, List<Long>> counts = new TreeMap<>();
    long begun =
        exit.reason() instanceof ExitReason.Interpret h ? repeatPart(p, h.rip(), state, counts) : 0;
    compareState(p, state);
    compare(p, "own", reference.call().own(), call.own());
    if (!call.own()) {
      compare(p, "calleeSlot", reference.call().calleeSlot(), call.calleeSlot());
    }
    compare(p, "stackBytes", reference.stackBytes(), call.stackBytes());
    compare(p, "ownStackBytes", reference.ownStackBytes(), call.ownStackBytes());
    compare(p, "instructions", reference.instructions() - begun, instructions);
    for (Executed e : reference.executed()) {
      counts.merge(
          e.insn().insn().address(),
          List.of(e.own(), e.others(), e.iterations(), e.taken()),
          Passage::sum);
    }
    compare(p, "counts", counts, p.counted());
  }

  /**
   * Repeats the iterations of a bulk move that a side exit interrupted, as an instruction of their
   * own.
   *
   * @param rip guest address of the bulk move
   * @param counts the counts, from which that instruction's counts are subtracted
   * @return number of instructions that the interpreter has executed beyond the run: 0 or 1
   */
  private int repeatPart(Passage p, long rip, long[] state, Map<Long, List<Long>> counts) {
    long left = state[State.RCX.index()];
    long iterations = cpu.get(State.RCX) - left;
    Code c = reference.known(rip);
    if (iterations == 0 || c != null && c.repetition() == Repetition.OTHER) {
      return 0;
    }
    long own = reference.call().own() ? -1 : 0;
    cpu.set(State.RCX, iterations);
    try {
      reference.run(reference.instructions() + 1);
    } catch (GuestFault f) {
      throw different(p, "the interpreter faults: " + f.getMessage());
    }
    cpu.set(State.RCX, left);
    cpu.set(State.RIP, rip);
    counts.put(rip, List.of(own, -1 - own, 0L, 0L));
    return 1;
  }

  private void compareState(Passage p, long[] state) {
    for (State s : State.values()) {
      if (s.index() != TSC) {
        compare(p, s.text(), hex(cpu.get(s)), hex(state[s.index()]));
      }
    }
    for (int i = 0; i < mappings.size(); i++) {
      int at = Arrays.mismatch(copies.get(i).bytes(), mappings.get(i).bytes());
      if (at >= 0) {
        throw different(
            p, "memory at 0x" + Long.toHexString(mappings.get(i).address() + at) + " differs");
      }
    }
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }

  private static void compare(Passage p, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw different(p, what + " is " + expected + " interpreted, " + actual + " translated");
    }
  }

  private static IllegalStateException different(Passage p, String what) {
    StringBuilder text = new StringBuilder(what).append("; passage of");
    for (BasicBlock b : p.blocks()) {
      text.append("\n").append(b.index()).append(b.context().own() ? " own" : "").append(":");
      b.codes()
          .forEach(c ->
              text.append("\n  ").append(hex(c.address())).append(' ').append(c.insn().insn()));
    }
    return new IllegalStateException(text.toString());
  }
}

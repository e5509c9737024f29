package fastpath.tests;

import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.lab.litmus.LitmusProgram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An exhaustive search without any reduction: executes every order of memory accesses and of drains
 * of store buffers, and delivers interrupts between any two instructions that allow it. Programs
 * may not have divisions, repeated instructions, or traps other than hlt, sti, iretq and wrmsr to
 * the x2APIC's ICR; the search shares no code with the explorer except the initial state of a test.
 */
final class BruteForce {
  private static final int RFLAGS = State.RFLAGS.ordinal();
  private static final int RIP = State.RIP.ordinal();
  private static final int RSP = State.RSP.ordinal();
  private static final int IDTR_LIMIT = State.IDTR_LIMIT.ordinal();
  private static final int CS = State.CS.ordinal();
  private static final int SS = State.SS.ordinal();
  private static final int NMI = 2;

  /**
   * The state of a CPU; {@code uop} is the index of the next micro-op, {@code part} the number of
   * bytes of this micro-op that have been accessed.
   */
  private record Core(
      List<Long> state,
      List<Long> temps,
      int uop,
      int part,
      boolean down,
      List<Long> buffer,
      Block block,
      boolean done) {
    boolean isBetweenInstructions() {
      return uop == 0 && part == 0 && temps.isEmpty();
    }
  }

  /** What delays interrupts: an sti directly before, or an NMI whose handler has not returned. */
  private record Block(boolean sti, boolean nmi) {
    static final Block NONE = new Block(false, false);
  }

  private record Request(int cpu, int vector) {}

  private record World(List<Core> cores, Map<Long, Long> memory, Set<Request> requests) {}

  private final LitmusProgram scenario;
  private final Set<Request> requested = new HashSet<>();
  private final Map<Long, Lifted> code = new HashMap<>();
  private final Set<World> seen = new HashSet<>();
  private final Deque<World> work = new ArrayDeque<>();
  private final Set<String> endings = new TreeSet<>();

  private BruteForce(LitmusProgram scenario) {
    this.scenario = scenario;
  }

  static Set<String> endings(LitmusProgram scenario) {
    return new BruteForce(scenario).run();
  }

  /**
   * Returns the final states of a test with interrupts.
   *
   * @param requested for each CPU the vectors that are requested from the start
   */
  static Set<String> endings(LitmusProgram scenario, Map<Integer, Set<Integer>> requested) {
    BruteForce search = new BruteForce(scenario);
    requested.forEach(
        (cpu, vectors) -> vectors.forEach(v -> search.requested.add(new Request(cpu, v))));
    return search.run();
  }

  private Set<String> run() {
    List<Core> cores = new ArrayList<>();
    scenario
        .starts()
        .forEach(s ->
            cores.add(
                new Core(list(s.state()), List.of(), 0, 0, false, List.of(), Block.NONE, false)));
    visit(new World(cores, new TreeMap<>(), requested));
    while (!work.isEmpty()) {
      World w = work.pop();
      boolean stuck = true;
      for (int i = 0; i < cores.size(); i++) {
        if (!w.cores.get(i).buffer.isEmpty()) {
          drain(w, i);
          stuck = false;
        }
        stuck &= !interrupt(w, i);
        if (!w.cores.get(i).done && !isAtEnd(w.cores.get(i), i)) {
          Mover upwards = new Mover(w, i, false);
          upwards.move();
          if (upwards.begunSplit) {
            new Mover(w, i, true).move();
          }
          stuck = false;
        }
      }
      if (stuck) {
        long[][] registers = w.cores.stream().map(c -> array(c.state)).toArray(long[][]::new);
        endings.add(Endings.text(scenario, registers, a -> at(w.memory, a)));
      }
    }
    return endings;
  }

  private void visit(World w) {
    if (seen.add(w)) {
      work.push(w);
    }
  }

  private void visit(World w, int cpu, Core core, Map<Long, Long> memory, Set<Request> requests) {
    List<Core> cores = new ArrayList<>(w.cores);
    cores.set(cpu, core);
    visit(new World(cores, memory, requests));
  }

  private boolean isAtEnd(Core c, int cpu) {
    return !c.done
        && c.isBetweenInstructions()
        && c.state.get(RIP) == scenario.starts().get(cpu).end();
  }

  /** Delivers each interrupt that a CPU can take; returns true if there is any. */
  private boolean interrupt(World w, int cpu) {
    Core c = w.cores.get(cpu);
    if (!c.isBetweenInstructions() || !c.buffer.isEmpty() || isAtEnd(c, cpu)) {
      return false;
    }
    boolean any = false;
    int highest =
        w.requests.stream()
            .filter(r -> r.cpu == cpu && r.vector != NMI)
            .mapToInt(Request::vector)
            .max()
            .orElse(-1);
    if (highest >= 0 && (c.state.get(RFLAGS) & Cpu.IF) != 0 && !c.block.sti) {
      deliver(w, cpu, highest, new Block(false, c.block.nmi));
      any = true;
    }
    if (!c.block.nmi && w.requests.contains(new Request(cpu, NMI))) {
      deliver(w, cpu, NMI, new Block(false, true));
      any = true;
    }
    return any;
  }

  private void deliver(World w, int cpu, int vector, Block block) {
    long[] state = array(w.cores.get(cpu).state);
    long gate = state[State.IDTR_BASE.ordinal()] + 16L * vector;
    long low = scenario.memory().peek(gate, 8);
    long[] frame = {state[RIP], state[CS], state[RFLAGS], state[RSP], state[SS]};
    state[RSP] = (state[RSP] & ~15L) - 8L * frame.length;
    Map<Long, Long> memory = new TreeMap<>(w.memory);
    for (int i = 0; i < frame.length; i++) {
      write(memory, state[RSP] + 8L * i, 8, frame[i]);
    }
    state[RIP] = low & 0xffff | (low >>> 48) << 16 | scenario.memory().peek(gate + 8, 4) << 32;
    state[CS] = low >>> 16 & 0xffff;
    state[RFLAGS] &= ~Cpu.IF;
    Set<Request> requests = new HashSet<>(w.requests);
    requests.remove(new Request(cpu, vector));
    Core handling = new Core(list(state), List.of(), 0, 0, false, List.of(), block, false);
    visit(w, cpu, handling, memory, requests);
  }

  private static List<Long> list(long[] longs) {
    return java.util.Arrays.stream(longs).boxed().toList();
  }

  private static long[] array(List<Long> longs) {
    return longs.stream().mapToLong(x -> x).toArray();
  }

  private long at(Map<Long, Long> memory, long address) {
    Long stored = memory.get(address);
    return stored != null ? stored : scenario.memory().peek(address, 1);
  }

  /** An entry of the store buffer is three numbers: address, size and value. */
  private void drain(World w, int cpu) {
    Core c = w.cores.get(cpu);
    Map<Long, Long> memory = new TreeMap<>(w.memory);
    write(memory, c.buffer.get(0), c.buffer.get(1), c.buffer.get(2));
    List<Long> rest = c.buffer.subList(3, c.buffer.size());
    visit(
        w,
        cpu,
        new Core(c.state, c.temps, c.uop, c.part, c.down, List.copyOf(rest), c.block, c.done),
        memory,
        w.requests);
  }

  private static void write(Map<Long, Long> memory, long address, long bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      memory.put(address + i, value >>> 8 * i & 0xff);
    }
  }

  private Lifted lifted(long rip) {
    return code.computeIfAbsent(
        rip,
        at -> {
          byte[] bytes = scenario.memory().mapping(at).bytes();
          int offset = (int) (at - scenario.memory().mapping(at).address());
          return Lifter.lift(Decoder.decode(bytes, offset, bytes.length, at));
        });
  }

  /**
   * Executes one CPU up to and including its next memory access or fence, or to its end; if the CPU
   * has an interrupt table, not beyond the end of an instruction.
   */
  private final class Mover {
    private final World w;
    private final int cpu;
    private final long[] state;
    private final List<Long> buffer;
    private final Map<Long, Long> memory;
    private final Set<Request> requests;
    private Block block;
    private boolean startsShadow;
    private Lifted insn;
    private long[] temps;
    private long next;
    private int part;

    /** True if an access that is split into bytes is made from its highest address downwards. */
    private boolean down;

    /** True if the move has begun an access that is split into bytes. */
    private boolean begunSplit;

    Mover(World w, int cpu, boolean down) {
      this.w = w;
      this.cpu = cpu;
      state = array(w.cores.get(cpu).state);
      buffer = new ArrayList<>(w.cores.get(cpu).buffer);
      memory = new TreeMap<>(w.memory);
      requests = new HashSet<>(w.requests);
      block = w.cores.get(cpu).block;
      part = w.cores.get(cpu).part;
      this.down = part > 0 ? w.cores.get(cpu).down : down;
      enter();
      long[] kept = array(w.cores.get(cpu).temps);
      System.arraycopy(kept, 0, temps, 0, kept.length);
    }

    private void enter() {
      insn = lifted(state[RIP]);
      temps = new long[insn.temps()];
      next = insn.insn().next();
    }

    void move() {
      int uop = w.cores.get(cpu).uop;
      boolean accessed = false;
      boolean locked = false;
      while (!accessed || locked) {
        if (uop == insn.uops().length) {
          if (accessed || state[IDTR_LIMIT] != 0 || next == scenario.starts().get(cpu).end()) {
            finish(false);
            return;
          }
          state[RIP] = next;
          uop = 0;
          enter();
          continue;
        }
        Uop u = insn.uops()[uop];
        if (u instanceof Uop.Trap t && t.kind() == Uop.Trap.Kind.HLT) {
          finish(true);
          return;
        }
        boolean returns = u instanceof Uop.Trap t && t.kind() == Uop.Trap.Kind.IRETQ;
        boolean fence = returns || u instanceof Uop.Fence f && f.kind() == Uop.Fence.Kind.MFENCE;
        if ((fence || u instanceof Uop.Lock) && !buffer.isEmpty()) {
          return;
        }
        locked |= u instanceof Uop.Lock;
        accessed |= fence || locked || u instanceof Uop.Load || u instanceof Uop.Store;
        uop += step(u, locked) ? 1 : 0;
      }
      if (uop == insn.uops().length) {
        finish(false);
      } else {
        visit(w, cpu, core(list(temps), uop, false), memory, requests);
      }
    }

    private void finish(boolean halts) {
      state[RIP] = next;
      block = new Block(startsShadow, block.nmi);
      visit(w, cpu, core(List.of(), 0, halts), memory, requests);
    }

    private Core core(List<Long> kept, int uop, boolean done) {
      boolean descends = down && part > 0;
      return new Core(list(state), kept, uop, part, descends, List.copyOf(buffer), block, done);
    }

    private void trap(Uop.Trap.Kind kind) {
      switch (kind) {
        case STI -> startsShadow = (state[RFLAGS] & Cpu.IF) == 0;
        case IRETQ -> block = new Block(block.sti, false);
        case WRMSR -> {
          boolean nmi = (state[State.RAX.ordinal()] & 0x700) == 0x400;
          int vector = nmi ? NMI : (int) state[State.RAX.ordinal()] & 0xff;
          requests.add(new Request((int) state[State.RDX.ordinal()], vector));
        }
        default -> throw new IllegalStateException(kind.toString());
      }
    }

    /** Executes a part of a micro-op; true if the micro-op is complete. */
    private boolean step(Uop uop, boolean locked) {
      switch (uop) {
        case Uop.Imm u -> temps[u.dst()] = u.value();
        case Uop.Get u -> temps[u.dst()] = state[u.state().ordinal()];
        case Uop.Put u -> state[u.state().ordinal()] = temps[u.src()];
        case Uop.Pure u ->
            temps[u.dst()] = u.fn().apply(u.bits(), temp(u.a()), temp(u.b()), temp(u.c()));
        case Uop.SetFlags u ->
            state[RFLAGS] = state[RFLAGS] & ~u.mask() | temps[u.src()] & u.mask();
        case Uop.Branch u -> next = temps[u.cond()] != 0 ? temps[u.target()] : next;
        case Uop.Jump u -> next = temps[u.target()];
        case Uop.Load u -> {
          long address = temps[u.addr()];
          boolean whole = locked || address % u.bytes() == 0;
          for (int i = 0; i < u.bytes(); i++) {
            if (whole || i == place(u.bytes())) {
              temps[u.dst()] |= seen(address + i) << 8 * i;
            }
          }
          return whole || lastPart(u.bytes());
        }
        case Uop.Store u -> {
          long address = temps[u.addr()];
          boolean whole = locked || address % u.bytes() == 0;
          if (locked) {
            write(memory, address, u.bytes(), temps[u.src()]);
          } else {
            long value = temps[u.src()];
            buffer.addAll(
                whole
                    ? List.of(address, (long) u.bytes(), value)
                    : List.of(address + place(u.bytes()), 1L, value >>> 8 * place(u.bytes())));
          }
          return whole || lastPart(u.bytes());
        }
        case Uop.Lock u -> {}
        case Uop.Fence u -> {}
        case Uop.Divide u -> throw new IllegalStateException("division");
        case Uop.Aligned u -> {}
        case Uop.Canonical u -> {}
        case Uop.Writable u -> {}
        case Uop.Trap u -> trap(u.kind());
      }
      return true;
    }

    private int place(int bytes) {
      return down ? bytes - 1 - part : part;
    }

    private boolean lastPart(int bytes) {
      begunSplit |= part == 0;
      part = (part + 1) % bytes;
      return part == 0;
    }

    private long temp(int t) {
      return t < 0 ? 0 : temps[t];
    }

    /** Returns the youngest pending store to a byte, or else the byte in memory. */
    private long seen(long address) {
      for (int i = buffer.size() - 3; i >= 0; i -= 3) {
        long offset = address - buffer.get(i);
        if (offset >= 0 && offset < buffer.get(i + 1)) {
          return buffer.get(i + 2) >>> 8 * offset & 0xff;
        }
      }
      return at(memory, address);
    }
  }
}

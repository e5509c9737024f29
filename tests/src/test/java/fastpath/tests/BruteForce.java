package fastpath.tests;

import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
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
 * of store buffers. Programs may not have divisions, or traps other than hlt; the search shares no
 * code with the explorer except the initial state of a test.
 */
final class BruteForce {
  private static final int RFLAGS = State.RFLAGS.ordinal();
  private static final int RIP = State.RIP.ordinal();

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
      boolean done) {}

  private record World(List<Core> cores, Map<Long, Long> memory) {}

  private final LitmusProgram scenario;
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

  private Set<String> run() {
    List<Core> cores = new ArrayList<>();
    scenario
        .starts()
        .forEach(
            s -> cores.add(new Core(list(s.state()), List.of(), 0, 0, false, List.of(), false)));
    visit(new World(cores, new TreeMap<>()));
    while (!work.isEmpty()) {
      World w = work.pop();
      boolean stuck = true;
      for (int i = 0; i < cores.size(); i++) {
        if (!w.cores.get(i).buffer.isEmpty()) {
          drain(w, i);
          stuck = false;
        }
        if (!w.cores.get(i).done) {
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

  private void visit(World w, int cpu, Core core, Map<Long, Long> memory) {
    List<Core> cores = new ArrayList<>(w.cores);
    cores.set(cpu, core);
    visit(new World(cores, memory));
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
        new Core(c.state, c.temps, c.uop, c.part, c.down, List.copyOf(rest), c.done),
        memory);
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

  /** Executes one CPU up to and including its next memory access or fence, or to its end. */
  private final class Mover {
    private final World w;
    private final int cpu;
    private final long[] state;
    private final List<Long> buffer;
    private final Map<Long, Long> memory;
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
          state[RIP] = next;
          uop = 0;
          locked = false;
          if (accessed) {
            visit(w, cpu, core(List.of(), 0, false), memory);
            return;
          }
          enter();
          continue;
        }
        Uop u = insn.uops()[uop];
        if (u instanceof Uop.Trap) {
          visit(w, cpu, core(List.of(), uop, true), memory);
          return;
        }
        boolean fence = u instanceof Uop.Fence f && f.kind() == Uop.Fence.Kind.MFENCE;
        if ((fence || u instanceof Uop.Lock) && !buffer.isEmpty()) {
          return;
        }
        locked |= u instanceof Uop.Lock;
        accessed |= fence || locked || u instanceof Uop.Load || u instanceof Uop.Store;
        uop += step(u, locked) ? 1 : 0;
      }
      visit(w, cpu, core(list(temps), uop, false), memory);
    }

    private Core core(List<Long> kept, int uop, boolean done) {
      return new Core(list(state), kept, uop, part, down && part > 0, List.copyOf(buffer), done);
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
        case Uop.Trap u -> throw new IllegalStateException("trap");
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

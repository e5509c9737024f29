package fastpath.codegen.x86.allocate;

import fastpath.codegen.x86.machine.Registers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assigns to every virtual register one location for its whole life, by cost: a caller-saved
 * register, a callee-saved register, or memory. Registers that are joined by copies form a thread.
 * The thread with the greatest weighted number of mentions is coloured first, as in gcc 12
 * (ira-color.cc, bucket_allocno_compare_func). A register that conflicts with fewer registers than
 * there are hardware registers can always be coloured and is therefore coloured last (Chaitin and
 * Briggs).
 */
final class Colouring {
  /**
   * An instruction needs more registers at the same time than exist. Only an inline asm can need
   * more registers than exist.
   */
  static final class OutOfRegisters extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static final int MEMORY = -2;
  private static final int UNSET = -1;
  private static final int ALLOCATABLE = 0xffff & ~(1 << Registers.RSP);

  private final InterferenceGraph conflicts;
  private final AllocationCosts costs;
  private final BitSet mustHaveRegister;
  private final int allowed;
  private final int[] order = Registers.allocationOrder();
  private final int[] home;
  private final int[][] saving;
  private final List<List<InterferenceGraph.Affinity>> joined = new ArrayList<>();
  private final int[] thread;
  private final long[] threadMentions;
  // The threads with more than one member.
  private final Map<Integer, List<Integer>> members = new HashMap<>();
  private final Map<Integer, RegisterSet> rivals = new HashMap<>();
  private int usedCalleeSaved;

  private Colouring(
      InterferenceGraph conflicts, AllocationCosts costs, BitSet mustHaveRegister, int forbidden) {
    this.conflicts = conflicts;
    this.costs = costs;
    this.mustHaveRegister = mustHaveRegister;
    this.allowed = ALLOCATABLE & ~forbidden;
    int n = conflicts.limit;
    home = new int[n];
    saving = new int[n][Registers.FIRST_VIRTUAL];
    thread = new int[n];
    threadMentions = new long[n];
    for (int v = 0; v < n; v++) {
      home[v] = v < Registers.FIRST_VIRTUAL ? v : UNSET;
      thread[v] = v;
      threadMentions[v] = conflicts.mentions[v];
      joined.add(new ArrayList<>(2));
      if (conflicts.preference[v] != null) {
        saving[v] = conflicts.preference[v].clone();
      }
      for (int h = 0; conflicts.arrivals[v] != null && h < saving[v].length; h++) {
        saving[v][h] += conflicts.arrivals[v][h] * costs.move() / 4;
      }
    }
    for (InterferenceGraph.Affinity a : conflicts.affinities) {
      // A copy of a value that stays live cannot be removed.
      if (!conflicts.with[a.a()].get(a.b())) {
        joined.get(a.a()).add(a);
        joined.get(a.b()).add(a);
      }
    }
  }

  /**
   * Returns the location of each register: a hardware register or {@link #MEMORY}.
   *
   * @param mustHaveRegister registers that hold a spilled value for one instruction and cannot be
   *     in memory
   * @param forbidden mask of the hardware registers that must not be used
   */
  static int[] colour(
      InterferenceGraph conflicts, AllocationCosts costs, BitSet mustHaveRegister, int forbidden) {
    Colouring colouring = new Colouring(conflicts, costs, mustHaveRegister, forbidden);
    colouring.formThreads();
    colouring.spreadPreferences();
    for (int v : colouring.order()) {
      colouring.assign(v);
    }
    colouring.improve();
    return colouring.home;
  }

  private void formThreads() {
    List<InterferenceGraph.Affinity> sorted = new ArrayList<>(conflicts.affinities);
    sorted.sort(Comparator.comparingInt((InterferenceGraph.Affinity a) -> -a.weight()));
    for (InterferenceGraph.Affinity a : sorted) {
      int x = thread[a.a()];
      int y = thread[a.b()];
      if (x != y && !threadsConflict(x, y)) {
        int into = conflicts.rank[x] < conflicts.rank[y] ? x : y;
        int from = into == x ? y : x;
        join(into, from);
        threadMentions[into] += threadMentions[from];
      }
    }
  }

  private void join(int into, int from) {
    members(from).forEach(v -> thread[v] = into);
    List<Integer> others = members(from);
    members.computeIfAbsent(into, v -> new ArrayList<>(List.of(v))).addAll(others);
    rivals.computeIfAbsent(into, v -> new RegisterSet(conflicts.with[v])).or(rivals(from));
    members.remove(from);
    rivals.remove(from);
  }

  private List<Integer> members(int thread) {
    return members.getOrDefault(thread, List.of(thread));
  }

  /** Returns the registers that conflict with a member of the thread. */
  private RegisterSet rivals(int thread) {
    return rivals.getOrDefault(thread, conflicts.with[thread]);
  }

  private boolean threadsConflict(int x, int y) {
    boolean fewer = members(x).size() < members(y).size();
    RegisterSet with = rivals(fewer ? y : x);
    return members(fewer ? x : y).stream().anyMatch(with::get);
  }

  /**
   * A register's preference for a hardware register also counts, at a quarter, for the registers
   * that are joined to it by copies.
   */
  private void spreadPreferences() {
    for (int v = Registers.FIRST_VIRTUAL; v < thread.length; v++) {
      spread(v, conflicts.preference[v], 4);
      spread(v, conflicts.arrivals[v], 16);
    }
  }

  private void spread(int v, int[] wanted, int divisor) {
    if (wanted == null) {
      return;
    }
    for (InterferenceGraph.Affinity a : joined.get(v)) {
      int other = a.a() == v ? a.b() : a.a();
      for (int h = 0; h < Registers.FIRST_VIRTUAL; h++) {
        saving[other][h] += wanted[h] > 0 ? a.weight() * costs.move() / divisor : 0;
      }
    }
  }

  /**
   * Returns the order of colouring: the reverse of the order in which simplification removed
   * registers.
   */
  private List<Integer> order() {
    int n = thread.length;
    int[] degree = new int[n];
    List<Integer> left = new ArrayList<>();
    for (int v = Registers.FIRST_VIRTUAL; v < n; v++) {
      if (conflicts.rank[v] != 0) {
        left.add(v);
        degree[v] = conflicts.with[v].size();
      }
    }
    Comparator<Integer> choice =
        Comparator.comparingLong((Integer v) -> -threadMentions[thread[v]])
            .thenComparingInt(v -> conflicts.rank[thread[v]])
            .thenComparingInt(v -> -conflicts.mentions[v])
            .thenComparingInt(v -> conflicts.rank[v]);
    left.sort(choice);
    int registers = Integer.bitCount(allowed);
    ArrayDeque<List<Integer>> result = new ArrayDeque<>();
    while (!left.isEmpty()) {
      List<Integer> trivial = new ArrayList<>();
      for (int v : left) {
        if (degree[v] < registers) {
          trivial.add(v);
        }
      }
      if (trivial.isEmpty()) {
        int victim = left.get(0);
        for (int v : left) {
          if (spillPriority(v, degree[v]) < spillPriority(victim, degree[victim])) {
            victim = v;
          }
        }
        trivial.add(victim);
      }
      BitSet taken = new BitSet(n);
      trivial.forEach(taken::set);
      left.removeIf(taken::get);
      for (int v : trivial) {
        RegisterSet with = conflicts.with[v];
        for (int w = with.next(Registers.FIRST_VIRTUAL); w >= 0; w = with.next(w + 1)) {
          degree[w]--;
        }
      }
      result.push(trivial);
    }
    return result.stream().flatMap(List::stream).toList();
  }

  private double spillPriority(int v, int degree) {
    return mustHaveRegister.get(v) ? Double.MAX_VALUE : (double) conflicts.memoryCost[v] / degree;
  }

  /** Returns a mask of the hardware registers that conflicting registers occupy. */
  private int taken(int v) {
    int taken = ~allowed;
    RegisterSet with = conflicts.with[v];
    for (int w = with.next(0); w >= 0; w = with.next(w + 1)) {
      if (home[w] >= 0) {
        taken |= 1 << home[w];
      }
    }
    return taken;
  }

  /**
   * Returns the cost of the copies that remain because the registers joined to {@code v} cannot
   * have the same location.
   */
  private long[] lonely(int v) {
    long[] cost = new long[Registers.FIRST_VIRTUAL];
    for (InterferenceGraph.Affinity a : joined.get(v)) {
      int other = a.a() == v ? a.b() : a.a();
      if (home[other] == UNSET && conflicts.callFrequency[other] == 0) {
        int taken = taken(other);
        for (int h = 0; h < cost.length; h++) {
          cost[h] += (taken >> h & 1) != 0 ? (long) a.weight() * costs.move() : 0;
        }
      }
    }
    return cost;
  }

  private void assign(int v) {
    int taken = taken(v);
    long[] lonely = lonely(v);
    int best = MEMORY;
    long bestCost = Long.MAX_VALUE;
    for (int h : order) {
      if ((taken >> h & 1) == 0) {
        long cost = cost(v, h) + lonely[h];
        if (cost < bestCost) {
          bestCost = cost;
          best = h;
        }
      }
    }
    if (best == MEMORY && mustHaveRegister.get(v)) {
      throw new OutOfRegisters();
    }
    if (!mustHaveRegister.get(v) && bestCost > conflicts.memoryCost[v]) {
      best = MEMORY;
    }
    home[v] = best;
    if (best >= 0) {
      usedCalleeSaved |= Registers.isCallerSaved(best) ? 0 : 1 << best;
      tellJoined(v, best, 1, new BitSet());
    }
  }

  private long cost(int v, int h) {
    long cost = -saving[v][h];
    if (Registers.isCallerSaved(h)) {
      cost += (long) conflicts.callFrequency[v] * costs.saveAroundCall();
    } else if ((usedCalleeSaved >> h & 1) == 0) {
      cost += costs.calleeSaved();
    }
    return cost;
  }

  /**
   * Credits a hardware register, for the registers joined to {@code v} by copies, with the copies
   * that the same location would save.
   */
  private void tellJoined(int v, int h, int divisor, BitSet seen) {
    seen.set(v);
    for (InterferenceGraph.Affinity a : joined.get(v)) {
      int other = a.a() == v ? a.b() : a.a();
      if (home[other] == UNSET && !seen.get(other) && divisor <= 16) {
        saving[other][h] += a.weight() * costs.move() / divisor;
        tellJoined(other, h, divisor * 4, seen);
      }
    }
  }

  /**
   * After all locations are known, moves registers to a free hardware register that is now cheaper.
   * Here the cost of saving a callee-saved register does not count (gcc: improve_allocation).
   */
  private void improve() {
    List<Integer> all = new ArrayList<>();
    for (int v = Registers.FIRST_VIRTUAL; v < home.length; v++) {
      if (home[v] >= 0 && (conflicts.callFrequency[v] > 0 || conflicts.preference[v] != null)) {
        all.add(v);
      }
    }
    all.sort(Comparator.comparingInt(v -> conflicts.rank[v]));
    for (int v : all) {
      int taken = taken(v);
      long best = settledCost(v, home[v]);
      for (int h : order) {
        if ((taken >> h & 1) == 0 && settledCost(v, h) < best) {
          best = settledCost(v, h);
          home[v] = h;
        }
      }
    }
  }

  private long settledCost(int v, int h) {
    long cost = conflicts.preference[v] == null ? 0 : -conflicts.preference[v][h];
    if (Registers.isCallerSaved(h)) {
      cost += (long) conflicts.callFrequency[v] * costs.saveAroundCall();
    }
    if (conflicts.arrivals[v] != null) {
      cost -= (long) conflicts.arrivals[v][h] * costs.move();
    }
    for (InterferenceGraph.Affinity a : joined.get(v)) {
      int other = a.a() == v ? a.b() : a.a();
      cost -= home[other] == h ? (long) a.weight() * costs.move() : 0;
    }
    return cost;
  }

  static String print(int[] homes) {
    StringBuilder out = new StringBuilder();
    for (int v = Registers.FIRST_VIRTUAL; v < homes.length; v++) {
      if (homes[v] != UNSET) {
        String place =
            homes[v] == MEMORY
                ? "memory"
                : fastpath.emulator.isa.Reg.gpr(homes[v], 64).att().substring(1);
        out.append('v').append(v).append(" = ").append(place).append('\n');
      }
    }
    return out.toString();
  }
}

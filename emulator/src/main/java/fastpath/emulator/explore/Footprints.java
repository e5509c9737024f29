package fastpath.emulator.explore;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The footprint of each instruction: the words that the code from this instruction on reads and
 * writes, as known from the accesses executed so far. An exploration that relies on footprints is
 * valid if it executes no access outside of them.
 */
final class Footprints {
  /** An instruction on one CPU, with its accesses and its successors. */
  static final class Site {
    final BitSet reads = new BitSet();
    final BitSet writes = new BitSet();

    /** The words that the delivery of an interrupt before this instruction writes. */
    final BitSet frame = new BitSet();

    private final Set<Site> next = new LinkedHashSet<>();
    private final Set<Site> previous = new LinkedHashSet<>();

    /**
     * The words that this instruction and all code that may follow it read, as of the last call of
     * {@link #begin}.
     */
    BitSet laterReads = new BitSet();

    BitSet laterWrites = new BitSet();

    /** The targets of which this instruction requests interrupts. */
    private int sends;

    int laterSends;

    private boolean include(Site s) {
      int before = size();
      laterReads.or(s.laterReads);
      laterWrites.or(s.laterWrites);
      laterSends |= s.laterSends;
      return size() > before;
    }

    private int size() {
      return laterReads.cardinality() + laterWrites.cardinality() + Integer.bitCount(laterSends);
    }
  }

  private final Words words;
  private final List<Doorbell> doorbells;
  private final Map<Long, Site>[] sites;
  private boolean grown;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Footprints(Words words, int cpus, List<Doorbell> doorbells) {
    this.words = words;
    this.doorbells = doorbells;
    sites = new Map[cpus];
    for (int i = 0; i < cpus; i++) {
      sites[i] = new LinkedHashMap<>();
    }
  }

  /** Computes the footprints to rely on from the accesses seen so far. */
  void begin() {
    grown = false;
    Deque<Site> work = new ArrayDeque<>();
    for (Map<Long, Site> of : sites) {
      for (Site s : of.values()) {
        s.laterReads = (BitSet) s.reads.clone();
        s.laterWrites = (BitSet) s.writes.clone();
        s.laterSends = s.sends;
        work.add(s);
      }
    }
    while (!work.isEmpty()) {
      Site s = work.removeLast();
      for (Site before : s.previous) {
        if (before.include(s)) {
          work.add(before);
        }
      }
    }
  }

  /** True if a new access has been seen since {@link #begin}. */
  boolean hasGrown() {
    return grown;
  }

  /** Returns the site of the instruction in progress at a position. */
  Site site(Position p) {
    if (p.site == null) {
      p.site = sites[p.cpu].computeIfAbsent(p.rip(), rip -> new Site());
    }
    return p.site;
  }

  void note(Position p) {
    Site s = site(p);
    switch (p.request) {
      case Request.Load l -> {
        p.word = words.number(l.address());
        note(s.reads, l.address(), l.bytes());
      }
      case Request.Store t -> {
        p.word = words.number(t.address());
        note(s.writes, t.address(), t.bytes());
        doorbells.stream()
            .filter(d -> d.address() == t.address())
            .forEach(d -> send(s, d.cpu(), d.vector()));
      }
      case Request.Lock l -> {}
      case Request.Fence f -> {}
      case Request.Pause x -> {}
      case Request.Send x -> send(s, x.cpu(), x.vector());
      case Request.End e -> {}
    }
  }

  /** Notes that an instruction requests an interrupt of a CPU. */
  private void send(Site s, int cpu, int vector) {
    int target = InterruptKind.target(cpu, vector);
    grown |= (s.sends & target) == 0;
    s.sends |= target;
  }

  /** Notes the words that delivering an interrupt writes. */
  void noteFrame(Position p, long address, int bytes) {
    note(site(p).writes, address, bytes);
    note(site(p).frame, address, bytes);
  }

  private void note(BitSet seen, long address, int bytes) {
    for (long a = address; a < address + bytes; a++) {
      int word = words.number(a);
      grown |= !seen.get(word);
      seen.set(word);
    }
  }

  void follow(Position from, Position to) {
    Site a = site(from);
    Site b = site(to);
    if (a != b && a.next.add(b)) {
      b.previous.add(a);
      grown = true;
    }
  }
}

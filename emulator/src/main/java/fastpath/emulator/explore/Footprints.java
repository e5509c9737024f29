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
 * The words that the code from an instruction on reads and writes, as far as has been seen. An
 * exploration that relies on a footprint is valid if it sees nothing outside of it.
 */
final class Footprints {
  /** The accesses of one instruction on one CPU, and its successors. */
  static final class Site {
    final BitSet reads = new BitSet();
    final BitSet writes = new BitSet();

    /** The words that delivering an interrupt before the instruction writes. */
    final BitSet frame = new BitSet();

    private final Set<Site> next = new LinkedHashSet<>();
    private final Set<Site> previous = new LinkedHashSet<>();

    /**
     * The accesses of this instruction and all that may follow, as of the last call of {@link
     * #begin}.
     */
    BitSet laterReads = new BitSet();

    BitSet laterWrites = new BitSet();

    /** The CPUs of which interrupts are requested, as bits. */
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

  /** Makes what has been seen so far the footprints to rely on. */
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

  /** True if something new has been seen since {@link #begin}. */
  boolean hasGrown() {
    return grown;
  }

  /** The site of the instruction in progress. */
  Site site(Position p) {
    if (p.site == null) {
      p.site = sites[p.cpu].computeIfAbsent(p.rip(), rip -> new Site());
    }
    return p.site;
  }

  void note(Position p) {
    Site s = site(p);
    switch (p.request) {
      case Request.Load l -> note(s.reads, l.address(), l.bytes());
      case Request.Store t -> {
        note(s.writes, t.address(), t.bytes());
        doorbells.stream().filter(d -> d.address() == t.address()).forEach(d -> send(s, d.cpu()));
      }
      case Request.Lock l -> {}
      case Request.Fence f -> {}
      case Request.Pause x -> {}
      case Request.Send x -> send(s, x.cpu());
      case Request.End e -> {}
    }
  }

  /** Notes that an instruction requests an interrupt of a CPU. */
  private void send(Site s, int cpu) {
    grown |= (s.sends >> cpu & 1) == 0;
    s.sends |= 1 << cpu;
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

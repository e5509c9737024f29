package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Fn;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import fastpath.emulator.translate.passage.BasicBlock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * AccessCode of a block that lie at known distances from one another: the first one checks for all.
 */
public final class BoundsChecks {
  /** BoundsChecks of a block, and the bytes that one may cover. */
  public static final int MOST = 12;

  private static final long LONGEST = 4096;

  /** AccessCode that are checked together; from and to are distances from a value not known. */
  public static final class Span {
    public final Region region;
    public final int number;
    public long from = Long.MAX_VALUE;
    public long to = Long.MIN_VALUE;
    private int size;

    private Span(Region region, int number) {
      this.region = region;
      this.number = number;
    }

    private boolean takes(Value at, int bytes) {
      long length = Math.max(to, at.distance + bytes) - Math.min(from, at.distance);
      return size == 0 || length <= Math.min(LONGEST, region.size());
    }

    private void add(Value at, int bytes) {
      from = Math.min(from, at.distance);
      to = Math.max(to, at.distance + bytes);
      size++;
    }
  }

  /**
   * An access in a span.
   *
   * @param distance of its address, as from and to of the span
   * @param first whether it checks for the others
   */
  public record Member(Span span, long distance, boolean first) {}

  /** What is so far from a value that is not known. */
  private record Value(int origin, long distance) {
    Value plus(long by) {
      return new Value(origin, distance + by);
    }
  }

  private record Site(int index, Uop access) {}

  private record Key(int origin, Region region) {}

  private final Map<Site, Member> members = new HashMap<>();
  private final Map<Key, Span> open = new HashMap<>();
  private final Map<State, Value> states = new EnumMap<>(State.class);
  private final List<Span> spans = new ArrayList<>();
  private int origins;

  private BoundsChecks() {}

  public static BoundsChecks none() {
    return new BoundsChecks();
  }

  /**
   * Those of a block.
   *
   * @param times that it is written, one after another
   */
  public static BoundsChecks of(BasicBlock b, int times) {
    BoundsChecks result = new BoundsChecks();
    for (int i = 0; i < times * b.size(); i++) {
      Code c = b.codes.get(i % b.size());
      if (c.repetition() == Repetition.OTHER) {
        result.follow(i, c);
      } else {
        result.states.clear();
      }
    }
    return result;
  }

  /**
   * The span that an access is in with others; null if it is alone.
   *
   * @param index of the instruction, counted on from one time that the block is written to the next
   */
  public Member of(int index, Uop access) {
    Member m = members.get(new Site(index, access));
    return m == null || m.span.size == 1 ? null : m;
  }

  private void follow(int index, Code code) {
    Map<Integer, Value> temps = new HashMap<>();
    Map<Integer, Long> constants = new HashMap<>();
    for (Uop uop : code.insn().uops()) {
      switch (uop) {
        case Uop.Imm u -> constants.put(u.dst(), u.value());
        case Uop.Get u ->
            temps.put(u.dst(), states.computeIfAbsent(u.state(), s -> new Value(origins++, 0)));
        case Uop.Pure u -> {
          Value a = temps.get(u.a());
          Long by = constants.get(u.b());
          if (a != null && by != null && (u.fn() == Fn.ADD64 || u.fn() == Fn.SUB64)) {
            temps.put(u.dst(), a.plus(u.fn() == Fn.ADD64 ? by : -by));
          }
        }
        case Uop.Put u -> {
          Value value = temps.get(u.src());
          states.put(u.state(), value == null ? new Value(origins++, 0) : value);
        }
        case Uop.Load u -> add(index, u, temps.get(u.addr()), u.bytes(), code.read(), true);
        case Uop.Store u -> add(index, u, temps.get(u.addr()), u.bytes(), code.written(), false);
        case Uop.SetFlags u -> {
          if ((u.mask() & ~Flags.STATUS) != 0) {
            // AC may have changed, which allows accesses to user memory.
            open.clear();
          }
        }
        default -> {}
      }
    }
  }

  private void add(int index, Uop access, Value at, int bytes, Region region, boolean load) {
    if (at == null || !(load ? isRead(region) : isWritten(region))) {
      return;
    }
    Key key = new Key(at.origin, region);
    Span span = open.get(key);
    if (span == null || !span.takes(at, bytes)) {
      if (spans.size() == MOST) {
        return;
      }
      span = new Span(region, spans.size());
      spans.add(span);
      open.put(key, span);
    }
    boolean first = span.size == 0;
    span.add(at, bytes);
    members.put(new Site(index, access), new Member(span, at.distance, first));
  }

  /** Whether loads may be expected there; not if there is no region. */
  public static boolean isRead(Region region) {
    return region != null && (region.permissions() & Memory.READ) != 0;
  }

  /** Whether stores may. */
  public static boolean isWritten(Region region) {
    return region != null
        && (region.permissions() & (Memory.WRITE | Memory.EXECUTE)) == Memory.WRITE;
  }
}

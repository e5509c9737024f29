package fastpath.emulator.translate.analysis;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Repetition;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.StageModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which loads and stores need a bounds check of their own, and which share one. An access expects
 * the piece of memory that it went to before. Accesses of a block whose addresses lie at known
 * distances from one another form a group: the first one checks the bounds of all.
 */
public final class BoundsChecks implements StageModel {
  /** Most groups in a block. */
  public static final int MAX_GROUPS = 12;

  /** Most bytes from the first to the last of a group's accesses. */
  private static final long LONGEST = 4096;

  /** Accesses that share one bounds check. */
  public static final class Group {
    private final Mapping mapping;
    private final int number;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int size;

    Group(Mapping mapping, int number) {
      this.mapping = mapping;
      this.number = number;
    }

    boolean takes(long offset, int bytes) {
      long length = Math.max(to, offset + bytes) - Math.min(from, offset);
      return size == 0 || length <= Math.min(LONGEST, mapping.size());
    }

    void add(long offset, int bytes) {
      from = Math.min(from, offset);
      to = Math.max(to, offset + bytes);
      size++;
    }

    /** The memory that all accesses expect. */
    public Mapping mapping() {
      return mapping;
    }

    /** Number of the group in its block, 0..MAX_GROUPS-1. */
    public int number() {
      return number;
    }

    /** Offset of the group's first byte from its symbolic base, a value known only at run time. */
    public long from() {
      return from;
    }

    /** Offset of the byte after the group's last one from the group's symbolic base. */
    public long to() {
      return to;
    }

    int size() {
      return size;
    }
  }

  /**
   * An access that is in a group.
   *
   * @param offset of its first byte from the symbolic base, like the group's from and to
   * @param first true if it makes the check for the others
   */
  public record Member(Group group, long offset, boolean first) {}

  /** A load or store; an index counts on from one copy of a block to the next. */
  record Site(BasicBlock block, int index, Uop access) {}

  private final Map<Site, Member> members = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private BoundsChecks() {}

  /**
   * Finds the groups of a passage.
   *
   * @param grouped false if every access makes its own check
   */
  public static BoundsChecks of(ControlFlow flow, Unrolling unrolling, boolean grouped) {
    BoundsChecks result = new BoundsChecks();
    if (grouped) {
      for (BasicBlock b : flow.blocks()) {
        result.find(b, flow.isOneBlockLoop(b) ? unrolling.copies(b) : 1);
      }
    }
    return result;
  }

  private void find(BasicBlock b, int copies) {
    GroupFinder finder = new GroupFinder(b, members);
    for (int i = 0; i < copies * b.size(); i++) {
      Code c = b.codes().get(i % b.size());
      if (c.repetition() == Repetition.OTHER) {
        finder.follow(i, c);
      } else {
        finder.forgetRegisters();
      }
    }
    for (Group g : finder.groups()) {
      if (g.size > 1) {
        lines.add(
            "block %d: one check of %d bytes in %s for %d accesses"
                .formatted(b.index(), g.to - g.from, g.mapping.name(), g.size));
      }
    }
  }

  /**
   * The group membership of an access; null if the access makes its own check.
   *
   * @param index of the instruction, counted on from one copy of the block to the next
   */
  public Member of(BasicBlock b, int index, Uop access) {
    Member m = members.get(new Site(b, index, access));
    return m == null || m.group.size == 1 ? null : m;
  }

  /** True if loads may be expected in a mapping; false if there is none. */
  public static boolean isLoadExpected(Mapping mapping) {
    return mapping != null && (mapping.permissions() & Memory.READ) != 0;
  }

  /** True if stores may be expected in a mapping; they are not where code may change. */
  public static boolean isStoreExpected(Mapping mapping) {
    return mapping != null
        && (mapping.permissions() & (Memory.WRITE | Memory.EXECUTE)) == Memory.WRITE;
  }

  @Override
  public String title() {
    return "bounds checks";
  }

  @Override
  public List<String> lines() {
    return lines.isEmpty() ? List.of("each access makes its own check") : lines;
  }
}

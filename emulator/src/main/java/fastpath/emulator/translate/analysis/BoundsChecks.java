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
 * A stage of the pipeline: decides which loads and stores make a bounds check of their own, and
 * which share one. An access is expected to go to the mapping that it went to before. Accesses of a
 * block whose addresses lie at known distances from one another form a group: the first access
 * checks the bounds for all of them.
 */
public final class BoundsChecks implements StageModel {
  /** Upper limit on the groups in a block. */
  public static final int MAX_GROUPS = 12;

  /** Upper limit on the bytes that a group's accesses span. */
  private static final long LONGEST = 4096;

  /** A group of accesses that share one bounds check. */
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

    /** Returns the mapping that all accesses of the group are expected to go to. */
    public Mapping mapping() {
      return mapping;
    }

    /** Returns the number of the group in its block, 0..MAX_GROUPS-1. */
    public int number() {
      return number;
    }

    /**
     * Returns the offset of the group's first byte from its symbolic base, a value known only at
     * run time.
     */
    public long from() {
      return from;
    }

    /** Returns the offset of the byte after the group's last one from the group's symbolic base. */
    public long to() {
      return to;
    }

    int size() {
      return size;
    }
  }

  /**
   * An access as a member of a group.
   *
   * @param offset offset of the access's first byte from the group's symbolic base
   * @param first true for the access that makes the check for the group
   */
  public record Member(Group group, long offset, boolean first) {}

  /**
   * A load or store in a block; the instruction index continues from one copy of the block to the
   * next.
   */
  record Site(BasicBlock block, int index, Uop access) {}

  private final Map<Site, Member> members = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private BoundsChecks() {}

  /**
   * Finds the groups of a passage.
   *
   * @param grouped false if every access has to make its own check
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
   * Returns the group membership of an access; null if the access makes its own check.
   *
   * @param index index of the instruction, which continues from one copy of the block to the next
   */
  public Member of(BasicBlock b, int index, Uop access) {
    Member m = members.get(new Site(b, index, access));
    return m == null || m.group.size == 1 ? null : m;
  }

  /** True if a load may speculate on a mapping, which must be readable; false for null. */
  public static boolean isLoadExpected(Mapping mapping) {
    return mapping != null && (mapping.permissions() & Memory.READ) != 0;
  }

  /**
   * True if a store may speculate on a mapping, which must be writable and not executable; false
   * for null.
   */
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

package fastpath.emulator.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The units of .debug_info with their functions. A unit of a large section is read when an address
 * of its code, or an entry in it, is looked up; a kernel has thousands of units and hundreds of
 * megabytes of them. The units of a small section are read at once, so that damage is found before
 * any result is.
 */
final class Units {
  /** The size of a large section in bytes. */
  static final int LARGE = 4 << 20;

  /**
   * A unit that has not been read.
   *
   * @param start offset of the unit in the section
   * @param end offset of the next unit
   * @param ranges pairs of start and end addresses of the unit's code; empty if not known
   */
  private record Unread(int start, int end, long[] ranges) {
    boolean mayContain(long address) {
      return ranges.length == 0 || InlineTree.contain(ranges, address);
    }
  }

  private final DebugSections sections;
  private final Reader r;
  private final Budget budget;
  private final List<InlineTree.Node> functions = new ArrayList<>();
  private final Map<Long, InlineTree.Name> names = new HashMap<>();
  private final Map<Long, Map<Long, Abbreviations.Shape>> tables = new HashMap<>();
  private final List<Unread> unread = new ArrayList<>();

  /** The line tables of single units by offset in .debug_line; null if all units are in one. */
  private final Map<Long, LineTable> lines;

  private final LineTable all;

  /**
   * @param large the size of .debug_info in bytes from which on its units are read on demand
   * @throws DebugException if a section is malformed
   */
  Units(DebugSections sections, int large) {
    this.sections = sections;
    r = new Reader(sections.info(), 0);
    budget = new Budget(sections, r);
    boolean onDemand = sections.info().length() >= large;
    lines = onDemand ? new HashMap<>() : null;
    all = onDemand ? null : LineTable.parse(sections);
    while (!r.atEnd()) {
      if (onDemand) {
        int start = r.position();
        Unit unit = new Unit(sections, r, names, new HashMap<>(), budget);
        long[] ranges = unit.skip();
        unread.add(new Unread(start, r.position(), ranges));
      } else {
        new Unit(sections, r, names, tables, budget).read(functions);
      }
    }
  }

  /** Returns the functions with code, among them all that contain an address. */
  List<InlineTree.Node> functions(long address) {
    List<Unread> wanted = unread.stream().filter(u -> u.mayContain(address)).toList();
    wanted.forEach(this::read);
    return functions;
  }

  /** Returns the name of the entry at an offset; null if the offset is not that of a function. */
  InlineTree.Name name(long entry) {
    List<Unread> wanted = unread.stream().filter(u -> entry >= u.start && entry < u.end).toList();
    wanted.forEach(this::read);
    return names.get(entry);
  }

  /** Returns a table with the lines of the unit at an offset of .debug_line, -1 for no unit. */
  LineTable lines(long unit) {
    return all != null ? all : lines.computeIfAbsent(unit, u -> LineTable.of(sections, u));
  }

  private void read(Unread u) {
    unread.remove(u);
    r.rewind(u.start);
    new Unit(sections, r, names, tables, budget).read(functions);
  }
}

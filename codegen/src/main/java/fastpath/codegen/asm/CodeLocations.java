package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The source places of the instructions of each section, as a list of changes. */
final class CodeLocations {
  /**
   * A change of the source place: the place of all instructions from a mark on.
   *
   * @param loc the source place; null if it is not known
   * @param end true if a function ends at the mark; padding after it belongs to no function
   */
  record Change(Frag.Mark mark, Loc loc, boolean end) {}

  /** The changes of the source place, by section and subsection. */
  private final Map<SectionLayout, SortedMap<Integer, List<Change>>> changes =
      new LinkedHashMap<>();

  private SectionLayout section;
  private int subsection;
  private List<Change> current;
  private Loc last;
  private boolean any;

  void code(SectionLayout s, Loc loc) {
    boolean moved = enter(s);
    if (!moved && loc == last && !current.isEmpty() && !current.getLast().end) {
      return;
    }
    if (current.isEmpty() || current.getLast().end || current.getLast().loc != loc) {
      current.add(new Change(s.here(), loc, false));
    }
    last = loc;
    any |= loc != null;
  }

  void end(SectionLayout s) {
    enter(s);
    if (!current.isEmpty()) {
      current.add(new Change(s.here(), null, true));
    }
  }

  private boolean enter(SectionLayout s) {
    boolean moved = s != section || s.subsection() != subsection;
    if (moved) {
      section = s;
      subsection = s.subsection();
      current =
          changes
              .computeIfAbsent(s, n -> new TreeMap<>())
              .computeIfAbsent(subsection, n -> new ArrayList<>());
    }
    return moved;
  }

  boolean isEmpty() {
    return !any;
  }

  /** The changes of each section in the order of addresses. */
  Map<SectionLayout, List<Change>> changes() {
    Map<SectionLayout, List<Change>> inOrder = new LinkedHashMap<>();
    changes.forEach(
        (s, parts) -> inOrder.put(s, parts.values().stream().flatMap(List::stream).toList()));
    return inOrder;
  }
}

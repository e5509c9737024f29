package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which source place the instructions of each section come from: the changes only. */
final class CodeLocations {
  /**
   * From here on.
   *
   * @param loc null: no known place
   * @param end a function ended here; what pads up to the next one is nobody's
   */
  record Change(Frag.Mark mark, Loc loc, boolean end) {}

  /** By section and its subsections. */
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

  /** Of each section in the order of addresses. */
  Map<SectionLayout, List<Change>> changes() {
    Map<SectionLayout, List<Change>> inOrder = new LinkedHashMap<>();
    changes.forEach(
        (s, parts) -> inOrder.put(s, parts.values().stream().flatMap(List::stream).toList()));
    return inOrder;
  }
}

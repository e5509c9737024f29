package fastpath.codegen.asm;

import fastpath.codegen.Loc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which source place the instructions of each section come from: the changes only. */
final class CodePlaces {
  /**
   * From here on.
   *
   * @param loc null: no known place
   * @param end a function ended here; what pads up to the next one is nobody's
   */
  record Change(Frag.Mark mark, Loc loc, boolean end) {}

  private final Map<SectionLayout, List<Change>> changes = new LinkedHashMap<>();
  private SectionLayout section;
  private List<Change> current;
  private Loc last;
  private boolean any;

  void code(SectionLayout s, Loc loc) {
    if (s == section && loc == last && !current.isEmpty() && !current.getLast().end) {
      return;
    }
    enter(s);
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

  private void enter(SectionLayout s) {
    if (s != section) {
      section = s;
      current = changes.computeIfAbsent(s, n -> new ArrayList<>());
    }
  }

  boolean isEmpty() {
    return !any;
  }

  Map<SectionLayout, List<Change>> changes() {
    return changes;
  }
}

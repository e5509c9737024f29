package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import fastpath.codegen.source.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of functions and the functions inlined in them, each with the addresses that it covers.
 */
final class ScopeTree {
  /**
   * The key of a scope, which distinguishes it from other scopes with the same caller.
   *
   * @param site the file of the call; null for an out-of-line function, whose line and column are 0
   */
  private record Place(String function, String file, int line, String site, int at, int column) {
    static Place of(Scope s) {
      Loc call = s.callSite();
      return call == null
          ? new Place(s.function(), s.file(), s.line(), null, 0, 0)
          : new Place(s.function(), s.file(), s.line(), call.file(), call.line(), call.column());
    }
  }

  /** A range of addresses in one section, end exclusive. */
  record Range(SectionLayout section, long start, long end) {}

  static final class Node {
    final Scope scope;
    final List<Range> ranges = new ArrayList<>();
    final List<Node> children = new ArrayList<>();
    private final Map<Place, Node> byPlace = new HashMap<>();

    Node(Scope scope) {
      this.scope = scope;
    }

    private void cover(SectionLayout section, long start, long end) {
      Range last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && last.section == section && last.end == start) {
        ranges.set(ranges.size() - 1, new Range(section, last.start, end));
      } else {
        ranges.add(new Range(section, start, end));
      }
    }
  }

  /** The root of the tree, above all out-of-line functions. */
  private final Node root = new Node(null);

  private final Map<Scope, Node> known = new IdentityHashMap<>();
  private final Map<Scope, List<Node>> paths = new IdentityHashMap<>();

  ScopeTree(CodeLocations places) {
    places.changes().forEach(this::section);
  }

  /** The out-of-line functions in the order of their code. */
  List<Node> functions() {
    return root.children;
  }

  /** The sections, each with the range that functions cover in it. */
  Map<SectionLayout, Range> extents() {
    Map<SectionLayout, Range> out = new LinkedHashMap<>();
    for (Node f : root.children) {
      for (Range r : f.ranges) {
        out.merge(
            r.section,
            r,
            (a, b) -> new Range(a.section, Math.min(a.start, b.start), Math.max(a.end, b.end)));
      }
    }
    return out;
  }

  private void section(SectionLayout section, List<CodeLocations.Change> changes) {
    for (int i = 0; i < changes.size(); i++) {
      Loc loc = changes.get(i).loc();
      if (loc == null || loc.scope() == null) {
        continue;
      }
      long start = changes.get(i).mark().address();
      long end = i + 1 < changes.size() ? changes.get(i + 1).mark().address() : section.size();
      if (end > start) {
        for (Node n : path(loc.scope())) {
          n.cover(section, start, end);
        }
      }
    }
  }

  /** Returns the node of a scope; the node and the nodes above it are created if necessary. */
  private List<Node> path(Scope scope) {
    List<Node> path = paths.get(scope);
    if (path == null) {
      path = new ArrayList<>();
      for (Scope s = scope; s != null; s = caller(s)) {
        path.add(node(s));
      }
      paths.put(scope, path);
    }
    return path;
  }

  private static Scope caller(Scope s) {
    return s.callSite() == null ? null : s.callSite().scope();
  }

  /**
   * Equal scopes share a node, and the nodes above are unique, so that comparing the last call site
   * is sufficient.
   */
  private Node node(Scope scope) {
    Node node = known.get(scope);
    if (node != null) {
      return node;
    }
    Scope caller = caller(scope);
    Node above = caller == null ? root : node(caller);
    node = above.byPlace.get(Place.of(scope));
    if (node == null) {
      node = new Node(scope);
      above.byPlace.put(Place.of(scope), node);
      above.children.add(node);
    }
    known.put(scope, node);
    return node;
  }
}

package fastpath.codegen.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Names and tags in scope, the innermost scope last (C17 6.2.1). */
final class Scopes {
  /**
   * A tag: a struct, union or enum.
   *
   * @param isForward true for an enum of a stated type whose enumerators are not known yet
   */
  record Tag(String keyword, CType type, boolean isForward) {
    Tag(String keyword, CType type) {
      this(keyword, type, false);
    }
  }

  private static final class Level {
    // The maps are created on first use, because most blocks declare nothing.
    Map<String, Symbol> names;
    Map<String, Tag> tags;
  }

  private final ArrayList<Level> levels = new ArrayList<>();

  Scopes() {
    enter();
  }

  void enter() {
    levels.add(new Level());
  }

  void leave() {
    levels.removeLast();
  }

  /** The number of scopes that are open. */
  int depth() {
    return levels.size();
  }

  /** Leaves scopes until a given number is open. */
  void leaveTo(int depth) {
    while (levels.size() > depth) {
      leave();
    }
  }

  boolean atFileScope() {
    return levels.size() == 1;
  }

  Symbol find(String name) {
    for (int i = levels.size() - 1; i >= 0; i--) {
      Map<String, Symbol> names = levels.get(i).names;
      Symbol found = names == null ? null : names.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns the names of all symbols in scope. */
  Stream<String> names() {
    return levels.stream().filter(l -> l.names != null).flatMap(l -> l.names.keySet().stream());
  }

  /** Returns the names of all types in scope. */
  Stream<String> typeNames() {
    return levels.stream()
        .filter(l -> l.names != null)
        .flatMap(l -> l.names.values().stream())
        .filter(symbol -> symbol.kind == Symbol.Kind.TYPEDEF)
        .map(symbol -> symbol.name);
  }

  Symbol findHere(String name) {
    Map<String, Symbol> names = levels.getLast().names;
    return names == null ? null : names.get(name);
  }

  void add(Symbol symbol) {
    Level level = levels.getLast();
    if (level.names == null) {
      level.names = new HashMap<>();
    }
    level.names.put(symbol.name, symbol);
  }

  Tag findTag(String name) {
    for (int i = levels.size() - 1; i >= 0; i--) {
      Map<String, Tag> tags = levels.get(i).tags;
      Tag found = tags == null ? null : tags.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  Tag findTagHere(String name) {
    Map<String, Tag> tags = levels.getLast().tags;
    return tags == null ? null : tags.get(name);
  }

  void addTag(String name, Tag tag) {
    Level level = levels.getLast();
    if (level.tags == null) {
      level.tags = new HashMap<>();
    }
    level.tags.put(name, tag);
  }
}

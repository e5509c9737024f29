package fastpath.codegen.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The names that files have in an object in place of their own, as under {@code
 * -ffile-prefix-map=OLD=NEW}. Objects of one source in two folders are equal if the map gives the
 * folders the same name.
 *
 * @param changes the prefixes, each with its replacement; the last that fits is used, as in gcc
 */
public record PrefixMap(List<Change> changes) {
  /** A prefix of file names and its replacement. */
  public record Change(String old, String replacement) {}

  /** The map that leaves all names as they are. */
  public static final PrefixMap NONE = new PrefixMap(List.of());

  /** Copies the list. */
  public PrefixMap {
    changes = List.copyOf(changes);
  }

  /** Returns this map with one more change, which takes precedence. */
  public PrefixMap with(String old, String replacement) {
    List<Change> all = new ArrayList<>(changes);
    all.add(new Change(old, replacement));
    return new PrefixMap(all);
  }

  /** Returns the name of a file in the object. */
  public String of(String name) {
    for (Change change : changes.reversed()) {
      if (name.startsWith(change.old())) {
        return change.replacement() + name.substring(change.old().length());
      }
    }
    return name;
  }
}

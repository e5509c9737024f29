package fastpath.lab.workshop;

import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of archives; a link takes only the members that it needs. */
final class Library {
  /**
   * The member that defines a symbol, and whether a later strong definition takes precedence over
   * that member's definition.
   */
  private record Definer(ObjectFile member, boolean yields) {}

  private final List<ObjectFile> members = new ArrayList<>();
  private final Map<String, Definer> definers = new HashMap<>();

  /**
   * Adds an archive's members.
   *
   * @param whole true if the build links the whole archive, as a kernel's build does; a strong
   *     definition then takes precedence over an earlier weak one
   */
  void add(List<ObjectFile> archive, boolean whole) {
    members.addAll(archive);
    for (ObjectFile member : archive) {
      References.defined(member)
          .forEach(s -> {
            boolean weak = s.binding() == Symbol.Binding.WEAK;
            Definer mine = new Definer(member, whole && weak);
            definers.merge(s.name(), mine, (first, next) -> first.yields() && !weak ? next : first);
          });
    }
  }

  /**
   * Moves members to the objects until no undefined symbol has a definition among the members.
   * Without any objects and roots, all members are moved.
   *
   * @param roots further symbols whose definitions are needed
   */
  void pull(List<ObjectFile> objects, Collection<String> roots) {
    if (members.isEmpty()) {
      return;
    }
    Set<String> defined = References.names(objects);
    Deque<String> wanted = new ArrayDeque<>(roots);
    objects.forEach(o -> References.undefined(o).forEach(wanted::add));
    Set<ObjectFile> taken = new HashSet<>();
    while (!wanted.isEmpty()) {
      String name = wanted.poll();
      Definer definer = defined.contains(name) ? null : definers.get(name);
      if (definer != null && taken.add(definer.member())) {
        objects.add(definer.member());
        defined.addAll(References.names(List.of(definer.member())));
        References.undefined(definer.member()).forEach(wanted::add);
      }
    }
    if (objects.isEmpty()) {
      objects.addAll(members);
    }
  }
}

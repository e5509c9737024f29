package fastpath.codegen.source;

import fastpath.codegen.source.Warning.Group;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which warnings are given, and which of them are errors.
 *
 * @param on the warnings that are given
 * @param errors the warnings that are errors when they are given
 */
public record WarningFlags(Set<Warning> on, Set<Warning> errors) {
  /** The warnings that are given without a flag. */
  public static final WarningFlags DEFAULT = new WarningFlags(group(Group.DEFAULT), Set.of());

  /**
   * Returns what flags ask for. A flag that names a warning takes precedence over a flag that names
   * a group, wherever the two stand, and a later flag over an earlier one; {@code -w} turns
   * everything off. Flags of other warnings are passed over.
   */
  public static WarningFlags of(List<String> flags) {
    if (flags.contains("-w")) {
      return new WarningFlags(Set.of(), Set.of());
    }
    EnumSet<Warning> on = group(Group.DEFAULT);
    EnumSet<Warning> errors = EnumSet.noneOf(Warning.class);
    for (String flag : flags) {
      switch (flag) {
        case "-Wall" -> on.addAll(group(Group.ALL));
        case "-Wextra", "-W" -> on.addAll(only(Group.EXTRA));
        case "-Wno-all" -> on.removeAll(only(Group.ALL));
        case "-Wno-extra" -> on.removeAll(only(Group.EXTRA));
        case "-Werror" -> errors.addAll(EnumSet.allOf(Warning.class));
        case "-Wno-error" -> errors.clear();
        default -> {}
      }
    }
    for (String flag : flags) {
      if (flag.startsWith("-W")) {
        named(flag.substring(2), on, errors);
      }
    }
    return new WarningFlags(on, errors);
  }

  private static void named(String flag, Set<Warning> on, Set<Warning> errors) {
    boolean not = flag.startsWith("no-");
    String rest = not ? flag.substring(3) : flag;
    boolean error = rest.startsWith("error=");
    Optional<Warning> warning = Warning.named(error ? rest.substring(6) : rest);
    if (warning.isEmpty()) {
      return;
    }
    if (error && not) {
      errors.remove(warning.get());
    } else if (not) {
      on.remove(warning.get());
    } else {
      on.add(warning.get());
      if (error) {
        errors.add(warning.get());
      }
    }
  }

  private static EnumSet<Warning> group(Group group) {
    EnumSet<Warning> all = EnumSet.allOf(Warning.class);
    all.removeIf(warning -> !warning.isIn(group));
    return all;
  }

  /** Returns the warnings of a group without those of the groups before it. */
  private static EnumSet<Warning> only(Group group) {
    EnumSet<Warning> all = EnumSet.allOf(Warning.class);
    all.removeIf(warning -> warning.group() != group);
    return all;
  }
}

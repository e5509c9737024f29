package fastpath.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flags {@code -M}, {@code -MM}, {@code -MD} and {@code -MMD} with those that go with them, and
 * the rule for make that they ask for: an object depends on its source and on the files that the
 * source includes.
 *
 * @param only true under -M and -MM: the rule is written, and nothing is compiled
 * @param system false under -MM and -MMD: files of system folders are left out
 * @param file the file of -MF
 * @param targets the targets of -MT and -MQ, as make reads them
 * @param phony true under -MP: each included file gets a rule of its own without prerequisites
 * @param missing true under -MG: a file that is not found is a prerequisite, which make will make
 */
public record MakeRule(
    boolean only,
    boolean system,
    Optional<String> file,
    List<String> targets,
    boolean phony,
    boolean missing) {
  /** The width after which a line of a rule is continued, as in gcc. */
  private static final int COLUMNS = 72;

  /**
   * Takes the flags of rules out of a compiler's flags.
   *
   * @param flags the flags; those that are taken are removed
   * @return the rule that they ask for; empty if they ask for none
   * @throws IllegalArgumentException if a flag has no effect without another, or lacks its
   *     argument; the message names it
   */
  public static Optional<MakeRule> take(List<String> flags) {
    List<String> rest = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    Optional<String> file = Optional.empty();
    String mode = null;
    String other = null;
    boolean phony = false;
    boolean missing = false;
    boolean only = false;
    boolean system = true;
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      switch (flag.length() < 3 ? flag : flag.substring(0, 3)) {
        case "-MF", "-MT", "-MQ" -> {
          boolean joined = flag.length() > 3;
          if (!joined && ++i == flags.size()) {
            throw new IllegalArgumentException(flag + " lacks its argument");
          }
          String argument = joined ? flag.substring(3) : flags.get(i);
          switch (flag.charAt(2)) {
            case 'F' -> file = Optional.of(argument);
            case 'T' -> targets.add(argument);
            default -> targets.add(quoted(argument));
          }
          other = flag.substring(0, 3);
          continue;
        }
        default -> {}
      }
      switch (flag) {
        case "-M", "-MM", "-MD", "-MMD" -> {
          mode = flag;
          only |= !flag.endsWith("D");
          system &= !flag.startsWith("-MM");
        }
        case "-MP" -> {
          phony = true;
          other = flag;
        }
        case "-MG" -> {
          missing = true;
          other = flag;
        }
        default -> rest.add(flag);
      }
    }
    if (mode == null && other != null) {
      throw new IllegalArgumentException(other + " has a meaning with -M, -MM, -MD or -MMD only");
    }
    if (missing && !only) {
      throw new IllegalArgumentException("-MG has a meaning with -M or -MM only");
    }
    flags.clear();
    flags.addAll(rest);
    return mode == null
        ? Optional.empty()
        : Optional.of(new MakeRule(only, system, file, targets, phony, missing));
  }

  /**
   * Returns the rule as gcc writes it.
   *
   * @param target the target without -MT and -MQ
   * @param source the source's name
   * @param included the names of the included files
   */
  public String text(String target, String source, List<String> included) {
    List<String> prerequisites = new ArrayList<>(List.of(quoted(bare(source))));
    included.forEach(name -> prerequisites.add(quoted(bare(name))));
    StringBuilder out = new StringBuilder();
    int column = words(out, targets.isEmpty() ? List.of(quoted(target)) : targets, 0);
    out.append(':');
    words(out, prerequisites, column + 1);
    out.append('\n');
    if (phony) {
      prerequisites.stream().skip(1).forEach(name -> out.append(name).append(":\n"));
    }
    return out.toString();
  }

  /** Appends words from a column on, and returns the column after them. */
  private static int words(StringBuilder out, List<String> words, int from) {
    int column = from;
    for (String word : words) {
      if (column > 0) {
        if (column + word.length() > COLUMNS) {
          out.append(" \\\n");
          column = 0;
        }
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return column;
  }

  private static String bare(String name) {
    String bare = name;
    while (bare.startsWith("./")) {
      bare = bare.substring(2).replaceFirst("^/+", "");
    }
    return bare;
  }

  /** Returns a name as make reads it; backslashes before a blank are doubled. */
  private static String quoted(String name) {
    return name.replaceAll("(\\\\*)([ \t])", "$1$1\\\\$2").replace("$", "$$").replace("#", "\\#");
  }
}

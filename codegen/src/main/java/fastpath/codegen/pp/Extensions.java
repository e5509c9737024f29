package fastpath.codegen.pp;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.Maps;
import com.google.common.collect.Table;
import fastpath.codegen.source.NearMiss;
import fastpath.codegen.source.ResourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The attributes, builtins and pragmas of gcc and clang, and what our compiler does with each. The
 * parser, the preprocessor, {@code __has_attribute} and {@code __has_builtin} read this table,
 * which is {@code extensions.txt}.
 */
public final class Extensions {
  /** The kinds of extensions. */
  public enum Kind {
    ATTRIBUTE("attribute"),
    BUILTIN("builtin"),
    PRAGMA("pragma");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The kind's word in the table. */
    public String word() {
      return word;
    }
  }

  /** The treatment of an extension by our compiler. */
  public enum Treatment {
    /** The extension has its meaning. */
    HONOURED("honoured"),
    /** Code compiled without the extension is correct. */
    HARMLESS("harmless"),
    /** The extension would change the meaning of code and is refused by name. */
    REFUSED("refused");

    private final String word;

    Treatment(String word) {
      this.word = word;
    }
  }

  /** A line of the table for all names that match. */
  private record Names(Kind kind, Treatment treatment, Pattern pattern) {}

  private static final String PREFIX = "__builtin_";

  private static final Map<String, Kind> KINDS =
      Maps.uniqueIndex(List.of(Kind.values()), k -> k.word);
  private static final Map<String, Treatment> TREATMENTS =
      Maps.uniqueIndex(List.of(Treatment.values()), t -> t.word);
  private static final Table<Kind, String, Treatment> SINGLE = HashBasedTable.create();
  private static final List<Names> PATTERNS = new ArrayList<>();

  static {
    ResourceText.of(Extensions.class, "extensions.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> add(line.split(" ")));
  }

  private Extensions() {}

  private static void add(String[] words) {
    Kind kind = KINDS.get(words[0]);
    Treatment treatment = TREATMENTS.get(words[1]);
    for (int i = 2; i < words.length; i++) {
      String name = words[i];
      if (name.startsWith("/")) {
        Pattern pattern = Pattern.compile(name.substring(1, name.length() - 1));
        PATTERNS.add(new Names(kind, treatment, pattern));
      } else if (SINGLE.put(kind, name, treatment) != null) {
        throw new IllegalStateException("extensions.txt: " + name + " stands twice");
      }
    }
  }

  /**
   * Returns what our compiler does with an extension; empty if the table does not have it.
   *
   * @param name an attribute with or without the underscores around it; a builtin; the first word
   *     of a pragma, or the first two words with an underscore between them after GCC, clang or
   *     STDC
   */
  public static Optional<Treatment> of(Kind kind, String name) {
    String key = kind == Kind.ATTRIBUTE ? bare(name) : name;
    return Optional.ofNullable(SINGLE.get(kind, key))
        .or(() ->
            PATTERNS.stream()
                .filter(n -> n.kind == kind && n.pattern.matcher(key).matches())
                .map(Names::treatment)
                .findFirst());
  }

  /**
   * Returns the end of a message that proposes the nearest name of the table; "" if none is near.
   * The words {@code __builtin_} that most builtins share do not make two of them near.
   */
  public static String near(Kind kind, String name) {
    String prefix = kind == Kind.BUILTIN && name.startsWith(PREFIX) ? PREFIX : "";
    Stream<String> names =
        SINGLE.row(kind).entrySet().stream()
            .filter(known -> known.getValue() != Treatment.REFUSED)
            .map(Map.Entry::getKey)
            .filter(known -> known.startsWith(prefix))
            .map(known -> known.substring(prefix.length()));
    return NearMiss.inSource(name.substring(prefix.length()), names)
        .replace("did you mean ", "did you mean " + prefix);
  }

  /** Returns the names that stand singly in the table; the others match a pattern. */
  public static Set<String> names(Kind kind) {
    return SINGLE.row(kind).keySet();
  }

  /** Returns an attribute's name without the underscores that may surround it. */
  public static String bare(String attribute) {
    return attribute.length() > 4 && attribute.startsWith("__") && attribute.endsWith("__")
        ? attribute.substring(2, attribute.length() - 2)
        : attribute;
  }

  /** True if code that uses the extension is compiled: the extension is honoured or harmless. */
  public static boolean isTaken(Kind kind, String name) {
    return of(kind, name).filter(t -> t != Treatment.REFUSED).isPresent();
  }

  /** True if the extension has its meaning. */
  public static boolean isHonoured(Kind kind, String name) {
    return of(kind, name).filter(t -> t == Treatment.HONOURED).isPresent();
  }

  /** True if the extension is refused by name. */
  public static boolean isRefused(Kind kind, String name) {
    return of(kind, name).filter(t -> t == Treatment.REFUSED).isPresent();
  }
}

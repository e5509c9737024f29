package fastpath.codegen;

import fastpath.codegen.source.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The flags that the patterns of {@code flags.txt} name one by one, from which one is proposed. */
final class FlagNames {
  /** Ends the names of a pattern that goes on with anything. */
  private static final String OPEN = "\0";

  private final String pattern;
  private int at;

  private FlagNames(String pattern) {
    this.pattern = pattern;
  }

  /** Returns the end of a message that proposes the nearest flag; "" if none is near. */
  static String near(String flag, Stream<String> patterns) {
    Stream<String> names =
        patterns
            .flatMap(pattern -> new FlagNames(pattern).alternatives().stream())
            .filter(name -> !name.contains(OPEN))
            // The opposite of a flag is never what was meant.
            .filter(name -> !name.replace("no-", "").equals(flag.replace("no-", "")));
    return flag.length() < 5 ? "" : NearMiss.inSource(flag, names);
  }

  private List<String> alternatives() {
    List<String> all = new ArrayList<>(sequence());
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      all.addAll(sequence());
    }
    return all;
  }

  private List<String> sequence() {
    List<String> names = List.of("");
    while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
      List<String> items = item();
      List<String> longer = new ArrayList<>();
      for (String name : names) {
        items.forEach(item -> longer.add(name + item));
      }
      names = longer;
    }
    return names;
  }

  private List<String> item() {
    char c = pattern.charAt(at++);
    List<String> items =
        switch (c) {
          case '(' -> group();
          case '[' -> {
            at = pattern.indexOf(']', at) + 1;
            yield List.of(OPEN);
          }
          case '.', '\\' -> List.of(OPEN);
          default -> List.of(String.valueOf(c));
        };
    char next = at < pattern.length() ? pattern.charAt(at) : ' ';
    if (next == '?') {
      at++;
      List<String> optional = new ArrayList<>(items);
      optional.add("");
      return optional;
    }
    if (next == '*' || next == '+') {
      at++;
      return List.of(OPEN);
    }
    return items;
  }

  private List<String> group() {
    boolean lookaround = pattern.charAt(at) == '?';
    List<String> inside = alternatives();
    at++;
    // A lookaround stands for no text. What it excludes is refused with a hint of its own.
    return lookaround ? List.of(OPEN) : inside;
  }
}

package fastpath.tests.mutants;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads a catalogue of faults, which is a text resource. An entry begins with {@code == id}; {@code
 * kind}, {@code file}, {@code notices} and {@code survives} are lines of a key, a colon and a
 * value. The lines after {@code old} and {@code new} are text, up to the next key. Lines that begin
 * with {@code #} between entries are comments.
 */
final class Catalogue {
  private static final String ENTRY = "== ";

  private final List<Mutant> mutants = new ArrayList<>();
  private final Map<String, String> fields = new HashMap<>();
  private String id;
  private String text;

  private Catalogue() {}

  /**
   * Returns the faults that a property's value selects: {@code all}; those of a kind or with an id
   * that contains one of the value's texts, which commas separate; for an empty value, every {@code
   * sample}-th fault.
   *
   * @throws IllegalArgumentException if the value selects none
   */
  static List<Mutant> chosen(String resource, String chosen, int sample) {
    List<Mutant> all = read(resource);
    if (chosen.isEmpty()) {
      return IntStream.range(0, all.size())
          .filter(i -> i % sample == 0)
          .mapToObj(all::get)
          .toList();
    }
    List<Mutant> some = all.stream().filter(m -> isChosen(m, chosen)).toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException("no fault in " + resource + " is named " + chosen);
    }
    return some;
  }

  private static boolean isChosen(Mutant m, String chosen) {
    return chosen.equals("all")
        || Arrays.stream(chosen.split(",")).anyMatch(c -> m.id().contains(c) || m.kind().equals(c));
  }

  /** Returns the faults of a resource, in its order. */
  static List<Mutant> read(String resource) {
    try {
      Catalogue catalogue = new Catalogue();
      Resources.readLines(Resources.getResource(resource), StandardCharsets.UTF_8)
          .forEach(catalogue::line);
      catalogue.finish();
      return List.copyOf(catalogue.mutants);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    if (line.startsWith(ENTRY)) {
      finish();
      id = line.substring(ENTRY.length());
    } else if (line.equals("old:") || line.equals("new:")) {
      text = line;
    } else if (line.matches("(kind|file|notices|survives): .*")) {
      text = null;
      int colon = line.indexOf(':');
      fields.put(line.substring(0, colon + 1), line.substring(colon + 2));
    } else if (text != null) {
      fields.merge(text, line, (a, b) -> a + "\n" + b);
    } else if (id != null && !line.isEmpty()) {
      throw new IllegalStateException("== " + id + ": what is the line " + line);
    }
  }

  private void finish() {
    if (id != null) {
      mutants.add(
          new Mutant(
              id,
              field("kind:"),
              field("file:"),
              field("old:"),
              fields.getOrDefault("new:", "").stripTrailing(),
              field("notices:"),
              fields.getOrDefault("survives:", "")));
    }
    fields.clear();
    text = null;
  }

  private String field(String key) {
    String value = fields.get(key);
    if (value == null) {
      throw new IllegalStateException("== " + id + ": no " + key);
    }
    return value.stripTrailing();
  }
}

package fastpath.lab.verdict;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import fastpath.kernelsrc.Preset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A broken kernel: every variant lacks the property that a criterion holds responsible for a
 * difference. Under the twin the criterion must come out otherwise; a criterion that does not shows
 * nothing.
 *
 * @param says what is broken, in the words of a table
 * @param change the change to a variant's symbols
 * @param edits the changes to the source files
 */
public record Twin(String says, UnaryOperator<Preset> change, List<Edit> edits) {
  /**
   * A change of one file.
   *
   * @param right text of the file that occurs exactly once
   * @param wrong text that replaces the right text
   */
  public record Edit(String file, String right, String wrong) {}

  /** Returns a twin that sets a symbol; {@code CONFIG_} is left out of the name. */
  public static Twin with(String symbol) {
    return new Twin("with " + symbol, preset -> preset.with(symbol), List.of());
  }

  /** Returns a twin that unsets symbols; {@code CONFIG_} is left out of the names. */
  public static Twin without(String... symbols) {
    return new Twin(
        "without " + String.join(", ", symbols), preset -> preset.without(symbols), List.of());
  }

  /** Returns a twin that edits a file. */
  public static Twin edit(String says, String file, String right, String wrong) {
    return new Twin(says, preset -> preset, List.of(new Edit(file, right, wrong)));
  }

  /** Returns a twin that makes this twin's changes and then another twin's changes. */
  public Twin and(Twin other) {
    return new Twin(
        says + ", " + other.says,
        preset -> other.change.apply(change.apply(preset)),
        java.util.stream.Stream.concat(edits.stream(), other.edits.stream()).toList());
  }

  /** Returns a twin that changes one variant's symbols only. */
  public Twin only(String variant) {
    return new Twin(
        variant + " " + says,
        preset -> preset.shortName().equals(variant) ? change.apply(preset) : preset,
        edits);
  }

  /** Returns this twin under a name that states its purpose. */
  public Twin named(String name) {
    return new Twin(name, change, edits);
  }

  /**
   * Returns the kernel sources with the edits applied.
   *
   * @throws IllegalStateException if the text that an edit replaces does not occur exactly once
   */
  public KernelSources sources() {
    if (edits.isEmpty()) {
      return KernelSources.BASE;
    }
    Map<String, String> changed = new HashMap<>();
    for (Edit edit : edits) {
      String text =
          changed.containsKey(edit.file)
              ? changed.get(edit.file)
              : KernelSources.BASE.text(edit.file);
      int at = text.indexOf(edit.right);
      if (at < 0 || text.indexOf(edit.right, at + 1) >= 0) {
        throw new IllegalStateException(edit.file + ": not once: " + edit.right);
      }
      changed.put(edit.file, text.replace(edit.right, edit.wrong));
    }
    return KernelSources.under(new Overlay("twin", "twin", changed));
  }
}

package fastpath.lab.verdict;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import fastpath.kernelsrc.Preset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A broken kernel: every variant without that which a criterion says makes the difference. The
 * criterion must come out otherwise under it, or the criterion shows nothing.
 *
 * @param says what is broken, as a table words it
 * @param change what becomes of a variant
 * @param edits what becomes of the sources
 */
public record Twin(String says, UnaryOperator<Preset> change, List<Edit> edits) {
  /**
   * A change of one file.
   *
   * @param right what stands there exactly once
   * @param wrong what is to stand there
   */
  public record Edit(String file, String right, String wrong) {}

  /** The symbol set; {@code CONFIG_} is left out of the name. */
  public static Twin with(String symbol) {
    return new Twin("with " + symbol, preset -> preset.with(symbol), List.of());
  }

  /** The symbols not set; {@code CONFIG_} is left out of the names. */
  public static Twin without(String... symbols) {
    return new Twin(
        "without " + String.join(", ", symbols), preset -> preset.without(symbols), List.of());
  }

  /** A file edited. */
  public static Twin edit(String says, String file, String right, String wrong) {
    return new Twin(says, preset -> preset, List.of(new Edit(file, right, wrong)));
  }

  /** Both changes, this one first. */
  public Twin and(Twin other) {
    return new Twin(
        says + ", " + other.says,
        preset -> other.change.apply(change.apply(preset)),
        java.util.stream.Stream.concat(edits.stream(), other.edits.stream()).toList());
  }

  /** The change made to one variant alone. */
  public Twin only(String variant) {
    return new Twin(
        variant + " " + says,
        preset -> preset.shortName().equals(variant) ? change.apply(preset) : preset,
        edits);
  }

  /** A name for a combination of changes that says what they are for. */
  public Twin named(String name) {
    return new Twin(name, change, edits);
  }

  /**
   * The sources as edited.
   *
   * @throws IllegalStateException if what an edit changes does not stand there exactly once
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

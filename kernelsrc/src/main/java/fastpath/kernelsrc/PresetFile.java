package fastpath.kernelsrc;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A .config file with its description in lines of the form {@code # @tag text}.
 *
 * @param shown the file's name in messages
 */
record PresetFile(String shown, String text) {

  /**
   * Returns the preset of a file of kernelsrc or of an overlay.
   *
   * @param name the era's name
   */
  Preset preset(String name, Kconfig kconfig) {
    return new Preset(
        required("preset"), name, required("title"), era(), kconfig.read(shown, text));
  }

  private Optional<Era> era() {
    Optional<Releases> releases = tag("releases").map(this::releases);
    Optional<String> options = tag("options");
    Optional<String> change = tag("what-if");
    if (Stream.of(options, change).flatMap(Optional::stream).count() != releases.stream().count()) {
      throw new IllegalStateException(
          shown + ": # @releases goes with one of # @options and # @what-if, and they with it");
    }
    return releases.map(r ->
        change.isPresent()
            ? new Era.WhatIf(r, change.get())
            : new Era.Released(r, options.orElseThrow()));
  }

  private Releases releases(String line) {
    try {
      return Releases.parse(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(shown + ": # @releases: " + e.getMessage());
    }
  }

  private String required(String tag) {
    return tag(tag).orElseThrow(() -> new IllegalStateException(shown + ": no line # @" + tag));
  }

  private Optional<String> tag(String tag) {
    String start = "# @" + tag + " ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }
}

package fastpath.emulator.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds which compiler made a file, from what the compiler wrote into the file. */
final class Producers {
  private static final int LONGEST = 40;

  /**
   * Patterns for the {@code .comment} and DW_AT_producer strings of each compiler; the first
   * pattern that matches counts.
   */
  private static final List<Pattern> KNOWN =
      List.of(
          Pattern.compile("^(?<name>Fastpath Lab)(?<version>)"),
          Pattern.compile("(?<name>rustc) version (?<version>[\\d.]+)"),
          Pattern.compile("(?<name>clang) version (?<version>[\\d.]+)"),
          Pattern.compile("(?<name>GCC): \\(.*\\) (?<version>[\\d.]+)"),
          Pattern.compile("GNU (?<name>AS) (?<version>[\\d.]+)"),
          Pattern.compile("(?<name>GNU) \\S+ (?<version>[\\d.]+)"));

  private Producers() {}

  /**
   * Returns the compiler that the file's {@code .comment} names; empty if {@code .comment} names no
   * compiler or several.
   */
  static Optional<String> of(ObjectFile file) {
    List<String> texts =
        file.sections().stream()
            .filter(s -> s.name().equals(".comment"))
            .flatMap(s -> texts(s.bytes()))
            .map(Producers::name)
            .distinct()
            .toList();
    return texts.size() == 1 ? Optional.of(texts.getFirst()) : Optional.empty();
  }

  private static Stream<String> texts(byte[] bytes) {
    return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\0"))
        .filter(text -> !text.isBlank());
  }

  /**
   * Returns a compiler's name and version in a short form such as {@code gcc 12.2.0}; the string of
   * an unknown compiler is kept.
   */
  static String name(String text) {
    for (Pattern p : KNOWN) {
      Matcher m = p.matcher(text);
      if (m.find()) {
        String name = m.group("name");
        return switch (name) {
          case "GCC", "GNU" -> "gcc " + m.group("version");
          case "Fastpath Lab" -> "own";
          case "AS" -> "as " + m.group("version");
          default -> name + " " + m.group("version");
        };
      }
    }
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.substring(0, Math.min(clean.length(), LONGEST));
  }
}

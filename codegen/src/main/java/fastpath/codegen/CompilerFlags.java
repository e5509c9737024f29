package fastpath.codegen;

import fastpath.codegen.c.Dialect;
import fastpath.codegen.source.CompileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags of gcc that our compiler accepts: {@code flags.txt} lists the flags that have an effect
 * and the flags that cannot change what a program computes. A flag that is not listed is rejected
 * by name.
 */
final class CompilerFlags {
  private static final List<Rule> RULES = rules();

  /** A line of {@code flags.txt}: a pattern of flags, and the effect of the flags that match. */
  private sealed interface Rule {
    Pattern flags();

    /** The flag has no effect on the generated code. */
    record Harmless(Pattern flags) implements Rule {}

    /** The flag defines a macro. */
    record Define(Pattern flags, String name, String value) implements Rule {}

    /** The flag removes the definition that an earlier flag made. */
    record Undefine(Pattern flags, String name) implements Rule {}

    /** The flag chooses a {@link Dialect}; {@code $1} in the choice is the pattern's group. */
    record Choose(Pattern flags, String choice) implements Rule {}

    /** The flag is rejected, and the text says what to do. */
    record Instead(Pattern flags, String text) implements Rule {}
  }

  /**
   * What flags mean.
   *
   * @param defines the macros that the flags define, name to value
   */
  record Meaning(Map<String, String> defines, Dialect dialect) {}

  private CompilerFlags() {}

  /**
   * Returns what the flags mean; a later flag takes precedence.
   *
   * @param file the source's name, for the message
   * @throws CompileException if a flag is not listed, with the flag's name
   */
  static Meaning meaning(List<String> flags, String file) {
    Map<String, String> defines = new LinkedHashMap<>();
    Dialect dialect = Dialect.DEFAULT;
    String standard =
        flags.stream().filter(CompilerFlags::isStandard).reduce((first, last) -> last).orElse("");
    for (String flag : flags) {
      if (isStandard(flag) && !flag.equals(standard)) {
        continue;
      }
      List<Rule> rules = RULES.stream().filter(r -> r.flags().matcher(flag).matches()).toList();
      if (rules.isEmpty()) {
        throw refused(flag, file, Optional.empty());
      }
      for (Rule rule : rules) {
        switch (rule) {
          case Rule.Harmless _ -> {}
          case Rule.Define d -> defines.put(d.name(), d.value());
          case Rule.Undefine u -> defines.remove(u.name());
          case Rule.Choose c -> {
            Matcher flagged = c.flags().matcher(flag);
            dialect = dialect.with(flagged.replaceFirst(c.choice()));
          }
          case Rule.Instead i -> throw refused(flag, file, Optional.of(i.text()));
        }
      }
    }
    return new Meaning(defines, dialect);
  }

  private static boolean isStandard(String flag) {
    return flag.startsWith("-std=");
  }

  private static CompileException refused(String flag, String file, Optional<String> instead) {
    String text = "our compiler does not support %s".formatted(flag);
    return new CompileException(file, 0, 0, text + instead.map(i -> "; " + i).orElse(""));
  }

  private static List<Rule> rules() {
    try (InputStream in = CompilerFlags.class.getResourceAsStream("flags.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(CompilerFlags::rule)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rule rule(String line) {
    String[] words = line.split(" ", 2);
    String[] parts = words[1].split(" ", 2);
    return switch (words[0]) {
      case "harmless" -> new Rule.Harmless(Pattern.compile(words[1]));
      case "define" -> {
        String[] macro = parts[0].split("=", 2);
        yield new Rule.Define(Pattern.compile(parts[1]), macro[0], macro[1]);
      }
      case "undef" -> new Rule.Undefine(Pattern.compile(parts[1]), parts[0]);
      case "dialect" -> new Rule.Choose(Pattern.compile(parts[1]), parts[0]);
      case "instead" -> new Rule.Instead(Pattern.compile(parts[0]), parts[1]);
      default -> throw new IllegalStateException("flags.txt: " + line);
    };
  }
}

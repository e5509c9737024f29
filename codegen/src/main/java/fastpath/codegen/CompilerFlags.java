package fastpath.codegen;

import com.google.common.base.Suppliers;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import fastpath.codegen.c.Dialect;
import fastpath.codegen.pp.Preprocessor;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.ResourceText;
import fastpath.codegen.source.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The flags of gcc that our compiler accepts: {@code flags.txt} lists the flags that have an effect
 * and the flags that cannot change what a program computes. A flag that is not listed is rejected
 * by name.
 */
final class CompilerFlags {
  /** The lines of {@code flags.txt}. Only a compilation with flags reads them. */
  private static final Supplier<List<Rule>> RULES = Suppliers.memoize(CompilerFlags::rules);

  /** The flags whose argument is the next word. */
  private static final Set<String> SEPARATE =
      Set.of("-include", "-iquote", "-isystem", "-idirafter", "-x");

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
   * The effects of the flags of one compilation.
   *
   * @param dialect the choices of the language that the flags make
   * @param preprocessing the macros that the flags define or remove, the files of -include, and
   *     whether our own headers are found
   * @param quoteDirs the folders of -iquote, in order
   * @param systemDirs the folders of -isystem, followed by those of -idirafter
   */
  record Meaning(
      Dialect dialect,
      Preprocessor.Flags preprocessing,
      List<Path> quoteDirs,
      List<Path> systemDirs) {
    /**
     * Returns includes that also search the folders of -iquote, before the others, and of -isystem
     * and -idirafter, after the others.
     */
    Includes includes(Includes others) {
      Includes quoted = Includes.of(quoteDirs).ofQuotes();
      return (quoteDirs.isEmpty() ? others : quoted.or(others)).or(Includes.of(systemDirs));
    }
  }

  private CompilerFlags() {}

  /**
   * Returns what the flags mean; a later flag takes precedence.
   *
   * @param file the source's name, for the message
   * @throws CompileException if a flag is not listed, with the flag's name
   */
  static Meaning meaning(List<String> flags, String file) {
    Map<String, String> defines = new LinkedHashMap<>();
    Set<String> undefines = new LinkedHashSet<>();
    Dialect dialect = Dialect.DEFAULT;
    String standard =
        flags.stream().filter(CompilerFlags::isStandard).reduce((first, last) -> last).orElse("");
    ListMultimap<String, String> arguments = ArrayListMultimap.create();
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (SEPARATE.contains(flag) && i + 1 < flags.size()) {
        arguments.put(flag, flags.get(++i));
        continue;
      }
      List<Rule> rules =
          RULES.get().stream().filter(r -> r.flags().matcher(flag).matches()).toList();
      if (rules.isEmpty()) {
        throw refused(flag, file, Optional.empty());
      }
      if (isStandard(flag) && !flag.equals(standard)) {
        continue;
      }
      for (Rule rule : rules) {
        switch (rule) {
          case Rule.Harmless _ -> {}
          case Rule.Define d -> {
            defines.put(d.name(), d.value());
            undefines.remove(d.name());
          }
          case Rule.Undefine u -> {
            defines.remove(u.name());
            undefines.add(u.name());
          }
          case Rule.Choose c -> {
            Matcher flagged = c.flags().matcher(flag);
            dialect = dialect.with(flagged.replaceFirst(c.choice()));
          }
          case Rule.Instead other -> throw refused(flag, file, Optional.of(other.text()));
        }
      }
    }
    arguments.get("-x").stream()
        .filter(language -> !language.equals("c") || isAssembly(file))
        .findFirst()
        .ifPresent(language -> {
          throw refused("-x " + language, file, Optional.empty());
        });
    return new Meaning(
        dialect,
        new Preprocessor.Flags(
            defines,
            undefines,
            List.copyOf(arguments.get("-include")),
            !flags.contains("-nostdinc")),
        arguments.get("-iquote").stream().map(Path::of).toList(),
        Stream.of("-isystem", "-idirafter")
            .flatMap(flag -> arguments.get(flag).stream())
            .map(Path::of)
            .toList());
  }

  /** True for a file whose name makes it assembly, which -x c would make C. */
  private static boolean isAssembly(String file) {
    return new Source(file, "").isAssembly();
  }

  private static boolean isStandard(String flag) {
    return flag.startsWith("-std=");
  }

  private static CompileException refused(String flag, String file, Optional<String> instead) {
    String text = "our compiler does not support %s".formatted(flag);
    return new CompileException(file, 0, 0, text + instead.map(i -> "; " + i).orElse(""));
  }

  private static List<Rule> rules() {
    return ResourceText.of(CompilerFlags.class, "flags.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(CompilerFlags::rule)
        .toList();
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

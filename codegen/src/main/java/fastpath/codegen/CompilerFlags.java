package fastpath.codegen;

import com.google.common.base.Suppliers;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import fastpath.codegen.c.Dialect;
import fastpath.codegen.pp.Preprocessor;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.PrefixMap;
import fastpath.codegen.source.ResourceText;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.Source.Language;
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
      Set.of("-include", "-imacros", "-iquote", "-isystem", "-idirafter", "-x");

  /** The flags that give files other names in an object, up to the equals sign. */
  private static final Pattern PREFIX_MAP =
      Pattern.compile("-f(file|debug|macro)-prefix-map=([^=]*)=(.*)");

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
   * @param language the language of -x; empty if the source's name says it
   * @param debugNames the names of files in debug information
   * @param quoteDirs the folders of -iquote, in order
   * @param systemDirs the folders of -isystem, followed by those of -idirafter
   */
  record Meaning(
      Dialect dialect,
      Preprocessor.Flags preprocessing,
      Optional<Language> language,
      PrefixMap debugNames,
      List<Path> quoteDirs,
      List<Path> systemDirs) {
    /** Returns a source in the language of -x. */
    Source of(Source source) {
      return language.map(source::as).orElse(source);
    }

    /** Returns this meaning with other flags of the preprocessor. */
    Meaning with(Preprocessor.Flags other) {
      return new Meaning(dialect, other, language, debugNames, quoteDirs, systemDirs);
    }

    /** True for a file in a folder of -isystem or -idirafter. */
    boolean isSystem(String name) {
      return systemDirs.stream().anyMatch(folder -> Path.of(name).startsWith(folder));
    }

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
    PrefixMap debugNames = PrefixMap.NONE;
    PrefixMap macroNames = PrefixMap.NONE;
    String standard =
        flags.stream().filter(CompilerFlags::isStandard).reduce((first, last) -> last).orElse("");
    ListMultimap<String, String> arguments = ArrayListMultimap.create();
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (SEPARATE.contains(flag) && i + 1 < flags.size()) {
        arguments.put(flag, flags.get(++i));
        continue;
      }
      Optional<String> joined = joined(flag);
      if (joined.isPresent()) {
        arguments.put(joined.get(), flag.substring(joined.get().length()));
        continue;
      }
      Matcher map = PREFIX_MAP.matcher(flag);
      if (map.matches()) {
        boolean all = map.group(1).equals("file");
        if (all || map.group(1).equals("debug")) {
          debugNames = debugNames.with(map.group(2), map.group(3));
        }
        if (all || map.group(1).equals("macro")) {
          macroNames = macroNames.with(map.group(2), map.group(3));
        }
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
    Optional<Language> language =
        arguments.get("-x").stream()
            .map(name -> language(name, file))
            .reduce(Optional.empty(), (first, last) -> last);
    return new Meaning(
        dialect,
        new Preprocessor.Flags(
            defines,
            undefines,
            List.copyOf(arguments.get("-imacros")),
            List.copyOf(arguments.get("-include")),
            !flags.contains("-nostdinc"),
            macroNames,
            false,
            false),
        language,
        debugNames,
        arguments.get("-iquote").stream().map(Path::of).toList(),
        Stream.of("-isystem", "-idirafter")
            .flatMap(flag -> arguments.get(flag).stream())
            .map(Path::of)
            .toList());
  }

  /** Returns the language of -x; empty for none, which leaves it to the source's name. */
  private static Optional<Language> language(String name, String file) {
    return switch (name) {
      case "c" -> Optional.of(Language.C);
      case "assembler" -> Optional.of(Language.ASSEMBLER);
      case "assembler-with-cpp" -> Optional.of(Language.ASSEMBLER_WITH_CPP);
      case "none" -> Optional.empty();
      default -> throw refused("-x " + name, file, Optional.empty());
    };
  }

  /** Returns the flag that takes the next word as its argument, with which a word begins. */
  private static Optional<String> joined(String word) {
    return SEPARATE.stream()
        .filter(flag -> word.startsWith(flag) && word.length() > flag.length())
        .findFirst();
  }

  private static boolean isStandard(String flag) {
    return flag.startsWith("-std=");
  }

  private static CompileException refused(String flag, String file, Optional<String> instead) {
    String text = "our compiler does not support %s".formatted(flag);
    String near =
        instead.isPresent()
            ? ""
            : FlagNames.near(flag, RULES.get().stream().map(rule -> rule.flags().pattern()));
    return new CompileException(file, 0, 0, text + near + instead.map(i -> "; " + i).orElse(""));
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

package fastpath.lab.cli;

import fastpath.codegen.Options;
import fastpath.kernelsrc.Kconfig;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of cc that every supported compiler takes. */
final class SourceOptions {
  private static final String SYMBOL = "CONFIG_";

  @Option(names = "-D", paramLabel = "N[=V]", description = "Define a macro, as 1 without a value.")
  List<String> defines = new ArrayList<>();

  @Option(names = "-U", paramLabel = "N", description = "Remove a predefined macro.")
  List<String> undefines = new ArrayList<>();

  @Option(
      names = "-I",
      paramLabel = "DIR",
      description =
          "Search this folder for includes; kernelsrc's own come after. With --config it may hold"
              + " no header that kernelsrc has too: that is for --overlay.")
  List<Path> includes = new ArrayList<>();

  @Option(
      names = "--cflags",
      paramLabel = "FLAGS",
      description =
          "Extra flags of cc; our compiler refuses those that it does not know. For measure, compare"
              + " and blame repeatable: a row for each.")
  List<String> cflags = new ArrayList<>();

  /**
   * Returns the compiler options for the user's own files, without the include folders of
   * kernelsrc.
   */
  Options options(KernelSources sources, Optional<Preset> preset) {
    return options(sources, preset, singleCflags());
  }

  /**
   * Returns the compiler options for the user's own files, with the given flags in place of those
   * of --cflags.
   */
  Options options(KernelSources sources, Optional<Preset> preset, String cflags) {
    if (preset.isPresent()) {
      includes.forEach(folder -> refuseShadow(sources, folder));
    }
    Map<String, String> macros = new LinkedHashMap<>();
    preset.ifPresent(p -> macros.putAll(p.defines()));
    macros.putAll(macros());
    return Options.DEFAULT
        .withIncludeDirs(includes)
        .withDefines(macros)
        .withUndefines(new LinkedHashSet<>(undefines))
        .withCflags(split(cflags));
  }

  /** Returns the macros of {@code -D}, name to value; a later one takes precedence. */
  private Map<String, String> macros() {
    Map<String, String> macros = new LinkedHashMap<>();
    for (String define : defines) {
      int equals = define.indexOf('=');
      String name = equals < 0 ? define : define.substring(0, equals);
      if (!name.matches("[A-Za-z_]\\w*(\\([\\w, .]*\\))?")) {
        throw Failure.usage("-D %s: not the name of a macro", define);
      }
      macros.put(name, equals < 0 ? "1" : define.substring(equals + 1));
    }
    return macros;
  }

  /**
   * Returns the symbols of a .config that {@code -D} sets, with {@code CONFIG_}; a symbol that is
   * defined as 1 is y.
   */
  Map<String, String> config(Kconfig known) {
    Map<String, String> config = new LinkedHashMap<>();
    macros()
        .forEach((name, value) -> {
          if (name.startsWith(SYMBOL)
              && known.symbols().containsKey(name.substring(SYMBOL.length()))) {
            config.put(name, value.equals("1") ? "y" : value);
          }
        });
    return config;
  }

  /** Returns the flags of the only --cflags, in order; refuses several --cflags. */
  List<String> flags() {
    return split(singleCflags());
  }

  /** Returns the text of each --cflags; one empty text if the option is absent. */
  List<String> eachCflags() {
    return cflags.isEmpty() ? List.of("") : cflags;
  }

  private String singleCflags() {
    if (cflags.size() > 1) {
      throw Failure.usage(
          "--cflags: one at a time here, not \"%s\"", String.join("\" and \"", cflags));
    }
    return eachCflags().getFirst();
  }

  private static List<String> split(String cflags) {
    return cflags.isBlank() ? List.of() : List.of(cflags.strip().split("\\s+"));
  }

  /**
   * Refuses an include folder that has a header of kernelsrc: the header would replace kernelsrc's,
   * and the result would still bear the preset's name.
   */
  private static void refuseShadow(KernelSources sources, Path folder) {
    String prefix = KernelSources.INCLUDE + "/";
    for (String path : sources.files()) {
      if (path.startsWith(prefix)) {
        String header = path.substring(prefix.length());
        if (Files.isRegularFile(folder.resolve(header))) {
          throw Failure.usage(
              "-I %s: it has %s, which would stand in for kernelsrc's in some files and not in"
                  + " others; put it into a folder as include/%s and give that with --overlay",
              folder, header, header);
        }
      }
    }
  }
}

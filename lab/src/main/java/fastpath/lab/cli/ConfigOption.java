package fastpath.lab.cli;

import fastpath.codegen.source.NearMiss;
import fastpath.kernelsrc.ConfigException;
import fastpath.kernelsrc.KernelConfig;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option {@code --config}, which may be repeated. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "NAME",
      description =
          "A preset of kernelsrc (V4, 3.13-preempt), or a path to a .config. A kernel's own .config"
              + " sets the symbols of the release that it names. Repeatable, except for run,"
              + " compile, disassemble and litmus.")
  List<String> names = new ArrayList<>();

  /**
   * A value of the option.
   *
   * @param name a preset's name or the path of a .config, as the user wrote it
   * @param column the name of a .config in results; not used for a preset
   */
  record Named(String name, String column) {}

  /**
   * Returns the presets that the option names, in order, with the values that the given sources
   * have for each preset.
   *
   * @throws Failure if a name is neither a preset nor a readable .config
   */
  List<Preset> presets(KernelSources sources) {
    return names.stream().distinct().map(name -> preset(sources, named(name))).toList();
  }

  /** Returns the only preset that the option names; empty if the option is absent. */
  Optional<Preset> single(KernelSources sources) {
    if (names.size() > 1) {
      throw Failure.usage("--config: one at a time here, not %s", String.join(" and ", names));
    }
    return presets(sources).stream().findFirst();
  }

  /**
   * Returns the names of {@code --config} that get a row under one of several views of kernelsrc. A
   * preset of one overlay gets no row under the other views. A name that no view has gets a row
   * under the base view, which refuses the name.
   */
  List<Named> names(KernelSources sources, List<KernelSources> views) {
    return names.stream()
        .distinct()
        .filter(name ->
            isKnown(sources, name) || sources == views.getFirst() && !isKnownToAny(views, name))
        .map(this::named)
        .toList();
  }

  /**
   * Returns the presets of {@code --config} that one of several views of kernelsrc has. A preset of
   * one overlay is left out under the other views.
   *
   * @throws Failure if no view has a named preset
   */
  List<Preset> presets(KernelSources sources, List<KernelSources> views) {
    return names.stream()
        .distinct()
        .filter(name -> isKnown(sources, name) || !isKnownToAny(views, name))
        .map(name -> preset(sources, named(name)))
        .toList();
  }

  private Named named(String name) {
    return new Named(name, column(name));
  }

  private static boolean isKnownToAny(List<KernelSources> views, String name) {
    return views.stream().anyMatch(view -> isKnown(view, name));
  }

  private static boolean isKnown(KernelSources sources, String name) {
    try {
      preset(sources, new Named(name, name));
      return true;
    } catch (Failure e) {
      return false;
    }
  }

  /**
   * Returns the preset that has a name, or that a .config file describes.
   *
   * @throws Failure if the name is neither a preset nor a file
   */
  static Preset preset(KernelSources sources, Named named) {
    String name = named.name();
    Optional<Preset> preset = sources.preset(name);
    if (preset.isPresent()) {
      return preset.get();
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw Failure.usage(
          "--config %s: no such file, and no preset%s; the presets are %s",
          name,
          NearMiss.question(
              name, sources.allPresets().stream().flatMap(p -> Stream.of(p.shortName(), p.name()))),
          sources.allPresets().stream().map(Preset::shortName).collect(Collectors.joining(" ")));
    }
    return ofFile(sources, named);
  }

  private static Preset ofFile(KernelSources sources, Named named) {
    String name = named.name();
    String text = text(name);
    return checked(
        sources,
        () -> {
          Optional<KernelConfig> kernel = KernelConfig.read(sources, name, text);
          return new Preset(
              named.column(),
              name,
              kernel.map(k -> k.amountsTo(sources.allPresets())).orElse("a .config of the user's"),
              Optional.empty(),
              kernel.map(KernelConfig::config).orElseGet(() -> sources.kconfig().read(name, text)));
        });
  }

  /** Returns what is made of a .config; refuses the .config with the nearest symbol. */
  private static <T> T checked(KernelSources sources, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ConfigException e) {
      Stream<String> symbols =
          sources.kconfig().symbols().keySet().stream().map(symbol -> "CONFIG_" + symbol);
      throw Failure.usage(
          "%s%s",
          e.getMessage(), e.unknownSymbol().map(s -> NearMiss.question(s, symbols)).orElse(""));
    }
  }

  /**
   * Returns the name of a user's .config in results: its short name; the path if another value of
   * the option has the same short name.
   */
  private String column(String name) {
    String brief = brief(name);
    long same = names.stream().distinct().filter(other -> brief(other).equals(brief)).count();
    return same > 1 ? name : brief;
  }

  /** Returns a file's name, without {@code .config} unless nothing is left then. */
  private static String brief(String name) {
    Path path = Inputs.path(name).getFileName();
    String file = path == null ? name : path.toString();
    String stem = file.replaceFirst("\\.config$", "");
    return stem.isEmpty() ? file : stem;
  }

  private static String text(String name) {
    try {
      return Inputs.text(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns, for each kernel's own .config that the option names, a line that says which preset the
   * .config amounts to.
   *
   * @throws Failure if kernelsrc cannot re-create the kernel
   */
  List<String> kernels(KernelSources sources) {
    return names.stream()
        .distinct()
        .filter(name -> sources.preset(name).isEmpty() && Files.isRegularFile(Inputs.path(name)))
        .flatMap(name ->
            checked(sources, () -> KernelConfig.read(sources, name, text(name)))
                .map(kernel -> name + ": " + kernel.amountsTo(sources.allPresets()))
                .stream())
        .toList();
  }
}

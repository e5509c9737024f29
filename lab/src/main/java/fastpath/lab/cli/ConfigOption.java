package fastpath.lab.cli;

import fastpath.kernelsrc.ConfigException;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --config}, repeatable. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "NAME",
      description = "A preset of kernelsrc (V4, 3.13-preempt), or a path to a .config; repeatable.")
  List<String> names = new ArrayList<>();

  /** Those named, in order. */
  List<Preset> presets() {
    return names.stream().distinct().map(ConfigOption::preset).toList();
  }

  /** The only one named, if one is. */
  Optional<Preset> single() {
    if (names.size() > 1) {
      throw Failure.usage("--config: one at a time here, not %s", String.join(" and ", names));
    }
    return presets().stream().findFirst();
  }

  private static Preset preset(String name) {
    Optional<Preset> preset = KernelSources.preset(name);
    if (preset.isPresent()) {
      return preset.get();
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw Failure.usage(
          "--config %s: no such file, and no preset; the presets are %s",
          name,
          KernelSources.allPresets().stream()
              .map(Preset::shortName)
              .collect(Collectors.joining(" ")));
    }
    try {
      String text = Inputs.text(name, Files.readAllBytes(file));
      String column = file.getFileName().toString().replaceFirst("\\.config$", "");
      return new Preset(
          column, name, "a .config of the user's", KernelSources.kconfig().read(name, text));
    } catch (ConfigException e) {
      throw Failure.usage("%s", e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

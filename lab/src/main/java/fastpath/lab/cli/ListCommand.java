package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.kernelsrc.Era;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.kernelsrc.Role;
import fastpath.lab.claim.Claims;
import fastpath.lab.text.Json;
import fastpath.lab.text.Paragraph;
import fastpath.lab.verdict.Claim;
import fastpath.lab.workshop.Compilers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = {
      "Fast paths, configs, claims, roles, and the compilers found here. A config is followed by the kernel"
          + " releases and options that it stands for, or by what-if and how it differs from them."
    },
    footer = {"", "Example:", "  fastpath list --json"})
final class ListCommand extends CliCommand {
  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  ListCommand(Terminal terminal) {
    super(terminal);
  }

  /**
   * Headings of the list's sections that differ from the sections' JSON keys; the keys stay,
   * because scripts rely on them.
   */
  private static final Map<String, String> HEADINGS = Map.of("hosts", "fast paths");

  /** A line of the list. */
  public sealed interface Entry {
    String name();

    /** Returns the text behind the name, for the terminal. */
    String says();
  }

  /** An item that has only a name and a title. */
  public record Titled(String name, String title) implements Entry {
    @Override
    public String says() {
      return title;
    }
  }

  /**
   * A preset of kernelsrc in the list.
   *
   * @param releases the kernel releases that the preset stands for; null if the preset names none
   * @param options the configuration of the kernels of the given releases; null for a what-if
   *     preset
   * @param whatIf how the preset differs from the kernels of the given releases; null for a
   *     released kernel
   */
  public record Config(
      String name, String preset, String title, String releases, String options, String whatIf)
      implements Entry {
    static Config of(Preset preset) {
      Optional<Era> era = preset.era();
      return new Config(
          preset.shortName(),
          preset.name(),
          preset.title(),
          era.map(e -> e.releases().toString()).orElse(null),
          era.flatMap(Config::options).orElse(null),
          era.flatMap(Config::whatIf).orElse(null));
    }

    private static Optional<String> options(Era era) {
      return switch (era) {
        case Era.Released released -> Optional.of(released.options());
        case Era.WhatIf whatIf -> Optional.empty();
      };
    }

    private static Optional<String> whatIf(Era era) {
      return switch (era) {
        case Era.Released released -> Optional.empty();
        case Era.WhatIf whatIf -> Optional.of(whatIf.change());
      };
    }

    @Override
    public String says() {
      String era =
          whatIf == null ? releases + " " + options : "what-if of " + releases + ": " + whatIf;
      return preset + ": " + title + " [" + (releases == null ? "-" : era) + "]";
    }
  }

  @Override
  ExitCode execute() {
    Map<String, List<Entry>> sections = sections();
    if (json) {
      terminal.out().print(Json.write(sections));
    } else {
      sections.forEach((name, entries) -> section(HEADINGS.getOrDefault(name, name), entries));
    }
    return ExitCode.DONE;
  }

  private static Map<String, List<Entry>> sections() {
    List<Compiler> compilers = Compilers.all();
    Map<String, List<Entry>> sections = new LinkedHashMap<>();
    sections.put("hosts", fastPaths(KernelSources.BASE.fastPaths()));
    sections.put("copies", fastPaths(KernelSources.BASE.copies()));
    sections.put("user access", fastPaths(KernelSources.BASE.userAccess()));
    sections.put("system calls", fastPaths(KernelSources.BASE.mix()));
    sections.put("contexts", fastPaths(KernelSources.BASE.contexts()));
    sections.put("configs", presets(KernelSources.BASE.presets()));
    sections.put("models", presets(KernelSources.BASE.models()));
    sections.put("wake-ups from another CPU", presets(KernelSources.BASE.remotes()));
    sections.put("kernels", presets(KernelSources.BASE.kernels()));
    sections.put("checks", presets(KernelSources.BASE.checks()));
    sections.put("configs of user access", presets(KernelSources.BASE.userAccessPresets()));
    sections.put(
        "claims", Claims.ALL.stream().map((Claim c) -> titled(c.name(), c.title())).toList());
    sections.put(
        "roles",
        Stream.of(Role.values()).map(role -> titled(role.label(), role.sentence())).toList());
    sections.put("compilers", compilers.stream().map(c -> titled(c.name(), c.version())).toList());
    sections.put(
        "not found", Compilers.missing(compilers).stream().map(name -> titled(name, "")).toList());
    sections.values().removeIf(List::isEmpty);
    return sections;
  }

  private static List<Entry> fastPaths(List<FastPath> fastPaths) {
    return fastPaths.stream().map(fastPath -> titled(fastPath.name(), fastPath.title())).toList();
  }

  private static List<Entry> presets(List<Preset> presets) {
    return presets.stream().map(preset -> (Entry) Config.of(preset)).toList();
  }

  private static Entry titled(String name, String title) {
    return new Titled(name, title);
  }

  private void section(String title, List<Entry> entries) {
    int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    String indent = " ".repeat(width + 4);
    print(title);
    for (Entry entry : entries) {
      String name = "  " + entry.name() + " ".repeat(width + 2 - entry.name().length());
      print(Paragraph.wrap(entry.says(), terminal.columns(), name, indent));
    }
  }
}

package fastpath.lab.cli;

import fastpath.codegen.Compiler;
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
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Fast paths, configs, checks, claims, roles, and the compilers found here.",
    footer = {"", "Example:", "  fastpath list --json"})
final class ListCommand extends CliCommand {
  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  ListCommand(Terminal terminal) {
    super(terminal);
  }

  /** Headings of sections whose name in JSON, which scripts rely on, is another. */
  private static final Map<String, String> HEADINGS = Map.of("hosts", "fast paths");

  /** One line of the list. */
  public record Entry(String name, String title) {}

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
    sections.put("checks", presets(KernelSources.BASE.checks()));
    sections.put("configs of user access", presets(KernelSources.BASE.userAccessPresets()));
    sections.put(
        "claims", Claims.ALL.stream().map((Claim c) -> new Entry(c.name(), c.title())).toList());
    sections.put(
        "roles",
        Stream.of(Role.values()).map(role -> new Entry(role.label(), role.sentence())).toList());
    sections.put(
        "compilers", compilers.stream().map(c -> new Entry(c.name(), c.version())).toList());
    sections.put(
        "not found",
        Compilers.missing(compilers).stream().map(name -> new Entry(name, "")).toList());
    sections.values().removeIf(List::isEmpty);
    return sections;
  }

  private static List<Entry> fastPaths(List<FastPath> fastPaths) {
    return fastPaths.stream()
        .map(fastPath -> new Entry(fastPath.name(), fastPath.title()))
        .toList();
  }

  private static List<Entry> presets(List<Preset> presets) {
    return presets.stream()
        .map(p -> new Entry(p.shortName(), p.name() + ": " + p.title()))
        .toList();
  }

  private void section(String title, List<Entry> entries) {
    int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    String indent = " ".repeat(width + 4);
    print(title);
    for (Entry entry : entries) {
      String name = "  " + entry.name() + " ".repeat(width + 2 - entry.name().length());
      print(Paragraph.wrap(entry.title(), terminal.columns(), name, indent));
    }
  }
}

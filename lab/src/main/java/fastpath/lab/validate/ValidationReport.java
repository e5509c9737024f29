package fastpath.lab.validate;

import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A validation as text: a table of marks, the totals, and the failures.
 *
 * @param columns width of the terminal in columns
 */
public record ValidationReport(Validation validation, int columns) {
  /** Number of failing combinations that are reported in full. */
  private static final int MOST_TOLD = 20;

  private static final int GAP = 2;

  /** Returns all lines of the report. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    validation.sources().overlay().ifPresent(name -> lines.add("Under overlay " + name));
    lines.addAll(
        Paragraph.wrap(
            String.join(", ", validation.compilers())
                + ": . every run passed; X one did not; ? it could not be run",
            columns,
            "",
            ""));
    validation.groups().forEach(group -> lines.addAll(tables(group)));
    lines.add("");
    lines.addAll(totals());
    lines.addAll(failures());
    return lines;
  }

  /** Returns the tables of a group, each with as many presets as the terminal's width allows. */
  private List<String> tables(Subject.Group group) {
    int names = group.fastPaths().stream().mapToInt(h -> h.name().length()).max().orElse(0) + GAP;
    List<String> lines = new ArrayList<>();
    List<Preset> part = new ArrayList<>();
    int width = names;
    for (Preset preset : group.presets()) {
      int cell = GAP + Math.max(preset.shortName().length(), validation.compilers().size());
      if (width + cell > columns && !part.isEmpty()) {
        lines.addAll(table(group, part));
        part = new ArrayList<>();
        width = names;
      }
      part.add(preset);
      width += cell;
    }
    lines.addAll(table(group, part));
    return lines;
  }

  private List<String> table(Subject.Group group, List<Preset> presets) {
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(group.title()));
    presets.forEach(preset -> head.add(preset.shortName()));
    table.row(head);
    for (FastPath fastPath : group.fastPaths()) {
      List<Object> row = new ArrayList<>(List.of("  " + fastPath.name()));
      for (Preset preset : presets) {
        row.add(
            validation.compilers().stream()
                .map(
                    c -> validation.at(fastPath, preset, c).map(ValidationReport::mark).orElse(" "))
                .collect(Collectors.joining()));
      }
      table.row(row);
    }
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(table.lines());
    return lines;
  }

  private static String mark(Examined examined) {
    return examined.failure() != null ? "?" : examined.passed() ? "." : "X";
  }

  private List<String> totals() {
    TextTable table = new TextTable();
    table.row(
        "",
        "combinations",
        "quiet",
        "one interrupt",
        "two",
        "at places",
        "from afar",
        "failed runs");
    for (String compiler : validation.compilers()) {
      List<Examined> its =
          validation.examined().stream().filter(e -> e.compiler().equals(compiler)).toList();
      table.row(
          "  " + compiler,
          its.size(),
          its.stream().filter(e -> e.failure() == null).count(),
          its.stream().mapToLong(Examined::runs).sum(),
          its.stream().mapToLong(Examined::nestedRuns).sum(),
          its.stream().mapToLong(Examined::nested).sum()
              + " of "
              + its.stream().mapToLong(Examined::places).sum(),
          its.stream().mapToLong(Examined::afarRuns).sum(),
          its.stream().mapToLong(Examined::failedRuns).sum());
    }
    List<String> lines = new ArrayList<>(List.of("runs, each from the same state"));
    lines.addAll(table.lines());
    return lines;
  }

  private List<String> failures() {
    List<Examined> failed = validation.failures();
    List<String> lines = new ArrayList<>(List.of(""));
    if (validation.missing() > 0) {
      lines.add("interrupted: " + validation.missing() + " combinations were not examined");
    }
    if (failed.isEmpty()) {
      lines.add("0 failures");
      return lines;
    }
    failed.stream().limit(MOST_TOLD).forEach(e -> lines.addAll(failure(e)));
    if (failed.size() > MOST_TOLD) {
      lines.add(String.format("and %d combinations more", failed.size() - MOST_TOLD));
    }
    lines.add(failed.size() + " of " + validation.examined().size() + " combinations failed");
    return lines;
  }

  private List<String> failure(Examined examined) {
    List<String> lines = new ArrayList<>();
    if (examined.failure() != null) {
      return Paragraph.wrap(examined.place() + ": " + examined.failure(), columns, "", "  ");
    }
    lines.add(examined.place() + ": failed in " + examined.failedRuns() + " runs");
    Map<Check, List<Violation>> kinds = new LinkedHashMap<>();
    examined
        .violations()
        .forEach(v -> kinds.computeIfAbsent(v.check(), c -> new ArrayList<>()).add(v));
    kinds.forEach((check, all) -> lines.addAll(violation(examined, all)));
    return lines;
  }

  private List<String> violation(Examined examined, List<Violation> all) {
    Violation first = all.getFirst();
    String more = all.size() > 1 ? " (and " + (all.size() - 1) + " times more)" : "";
    String detail = first.detail().isEmpty() ? "" : ": " + first.detail();
    List<String> lines =
        new ArrayList<>(
            Paragraph.wrap(first.check().says() + detail + more, columns, "  ", "    "));
    lines.addAll(places(first));
    lines.add("    replay: " + replay(validation.sources(), examined, first));
    return lines;
  }

  /** Returns a line for each place at which the run was interrupted. */
  public static List<String> places(Violation violation) {
    return violation.sites().stream().map(s -> "    interrupted before " + s.says()).toList();
  }

  /** Returns the command line that repeats the run with a trace. */
  public static String replay(KernelSources sources, Examined examined, Violation violation) {
    String at = violation.at();
    return String.format(
        "fastpath validate %s --config %s%s --compiler %s --at %s",
        examined.fastPath().name(),
        examined.preset().config().isEmpty() || isPreset(sources, examined.preset())
            ? examined.preset().shortName()
            : examined.preset().name(),
        sources.overlayFolder().map(folder -> " --overlay " + folder).orElse(""),
        examined.compiler(),
        at.isEmpty() ? "none" : at);
  }

  private static boolean isPreset(KernelSources sources, Preset preset) {
    return sources.preset(preset.shortName()).isPresent();
  }
}

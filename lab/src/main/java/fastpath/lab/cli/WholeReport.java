package fastpath.lab.cli;

import com.google.common.collect.ImmutableMap;
import fastpath.codegen.Compiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.image.LinkOptions;
import fastpath.kernelsrc.Era;
import fastpath.kernelsrc.FastPath;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.claim.Article;
import fastpath.lab.claim.Claims;
import fastpath.lab.litmus.LitmusJson;
import fastpath.lab.litmus.LitmusProgram;
import fastpath.lab.litmus.LitmusRun;
import fastpath.lab.litmus.Outcome;
import fastpath.lab.litmus.Witness;
import fastpath.lab.page.PageModule;
import fastpath.lab.page.Section;
import fastpath.lab.table.ArticleTable;
import fastpath.lab.table.Reproduction;
import fastpath.lab.text.Json;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.RaceClaim;
import fastpath.lab.verdict.Setting;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.Cell;
import fastpath.lab.workshop.CodeListing;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Grid;
import fastpath.lab.workshop.Workshop;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents of a report that no command is given for. */
final class WholeReport {
  private static final String RACE_CLAIM = "linus-race";
  private static final String PROBE = "releases.c";
  private static final long BUDGET = 10_000_000;

  private static final KernelSources BASE = KernelSources.BASE;

  /** A function of the file of probes, its set-up function, and the kernels to measure it in. */
  private record Probe(String function, String setup, List<Preset> presets) {}

  private static final List<Probe> PROBES = probes();

  private final Terminal terminal;
  private final Cache cache;
  private final List<Compiler> compilers;
  private final List<Claim> claims;
  private final List<Reproduction> reproductions = new ArrayList<>();
  private final Map<String, String> documents = new LinkedHashMap<>();

  /** The most serious exit code of what was run so far. */
  private ExitCode code = ExitCode.DONE;

  /**
   * @param claims the claims that are evaluated; a statement that another claim decides has no
   *     verdict
   */
  WholeReport(Terminal terminal, Cache cache, List<Compiler> compilers, List<Claim> claims) {
    this.terminal = terminal;
    this.cache = cache;
    this.compilers = compilers;
    this.claims = claims;
  }

  /** Returns the sections, in order. */
  List<Section> sections() {
    return List.of(
        new Section(
            "article",
            "article",
            "The article, statement by statement",
            "fastpath reproduce --article --json"),
        new Section(
            "leaf",
            "leaf",
            "Fast paths under each way of counting preemption",
            "fastpath reproduce leaf --json"),
        new Section(
            "releases",
            "releases",
            "Kernel releases",
            PROBES.stream()
                .map(probe -> "fastpath " + String.join(" ", typed(probe, PROBE)) + " --json")
                .collect(Collectors.joining("; "))),
        new Section(
            "race",
            "litmus",
            "How another CPU's flag is lost",
            "fastpath litmus "
                + race().programs().getFirst()
                + " --config "
                + racePreset().shortName()
                + " --witness --json"));
  }

  /**
   * Returns the most serious exit code of the parts: a claim that came out otherwise than expected,
   * a fast path that could not be measured, a command that failed, and an incomplete exploration
   * each have one.
   */
  ExitCode exitCode() {
    documents();
    return code;
  }

  /** Returns all documents, which the first call computes. */
  Map<String, String> documents() {
    if (documents.isEmpty()) {
      compute();
    }
    return documents;
  }

  private void compute() {
    try (Workshop workshop = new Workshop(BASE, cache);
        Progress progress = new Progress(terminal)) {
      leaf(workshop, progress);
      claims(workshop, progress);
      releases(workshop, progress);
      documents.put("race", Json.write(List.of(explored(workshop))));
      progress.done("race");
    }
  }

  private void claims(Workshop workshop, Progress progress) {
    for (Claim claim : claims) {
      Setting setting = new Setting(workshop, compilers, List.of(), Optional.empty(), progress);
      reproductions.add(new Reproduction(claim, null, claim.evaluate(setting)));
    }
    if (!reproductions.stream().allMatch(Reproduction::asExpected)) {
      code = code.worst(ExitCode.UNEXPECTED_RESULT);
    }
    documents.put(
        "article", Json.write(new ArticleTable(Article.STATEMENTS, reproductions).json()));
    documents.put("claims", Json.write(reproductions.stream().map(WholeReport::brief).toList()));
  }

  /** Returns a claim's document without the measurements, which the page does not show. */
  private static Map<String, Object> brief(Reproduction reproduction) {
    Map<String, Object> document = reproduction.json();
    document.remove("measurements");
    return document;
  }

  private void leaf(Workshop workshop, Progress progress) {
    Grid grid = Grid.fill(workshop, BASE.fastPaths(), BASE.presets(), compilers, progress);
    List<Object> rows = new ArrayList<>();
    for (FastPath fastPath : BASE.fastPaths()) {
      PairedRows listings = new PairedRows(WholeReport::isCompared);
      for (Cell cell : grid.cells().stream().filter(c -> c.fastPath().equals(fastPath)).toList()) {
        rows.add(row(cell));
        if (cell.isMeasured()) {
          addListing(workshop, cell, listings);
        } else {
          code = code.worst(ExitCode.UNEXPECTED_RESULT);
        }
      }
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put(
          "source", ImmutableMap.of("file", fastPath.file(), "text", BASE.text(fastPath.file())));
      parts.put("rows", listings.rows());
      documents.put("code/" + fastPath.name(), Json.write(parts));
    }
    documents.put("leaf", Json.write(rows));
  }

  /** Returns a cell's row; for a cell that failed, what the cell is of and the problem. */
  static Map<String, Object> row(Cell cell) {
    if (!cell.isMeasured()) {
      return ImmutableMap.of(
          "host", cell.fastPath().name(),
          "config", cell.preset().shortName(),
          "compiler", cell.compiler(),
          "problem", Problem.oneLine(cell.place() + ": " + cell.failure()));
    }
    Map<String, Object> row = cell.measurement().json();
    row.put("callees", cell.measurement().callees().stream().map(Callee::json).toList());
    return row;
  }

  /** True if the page offers two cells of a fast path for comparison. */
  private static boolean isCompared(Map<String, Object> one, Map<String, Object> other) {
    return one.get("config").equals(other.get("config"))
        || one.get("compiler").equals(other.get("compiler"));
  }

  private void addListing(Workshop workshop, Cell cell, PairedRows listings) {
    Compiler compiler = Compilers.among(compilers, cell.compiler());
    var image = workshop.image(cell.fastPath(), cell.preset(), compiler, LinkOptions.kernel());
    CodeListing listing =
        CodeListing.of(
            BASE, image, cell.fastPath().function(), cell.measurement().outcome().profile());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("config", cell.preset().shortName());
    row.put("compiler", cell.compiler());
    row.put("listing", listing.json());
    listings.add(row, listing);
  }

  /** Measures an empty function, a region and a copy under the kernels that were released. */
  private void releases(Workshop workshop, Progress progress) {
    progress.expect(PROBES.size() + 1);
    PROBES.forEach(probe -> document(workshop, progress, probe));
    documents.put(
        "probes",
        Json.write(
            PROBES.stream()
                .collect(
                    ImmutableMap.toImmutableMap(
                        Probe::function,
                        probe -> probe.presets.stream().map(Preset::shortName).toList()))));
    documents.put(
        "configs",
        Json.write(
            PROBES.stream()
                .flatMap(probe -> probe.presets.stream())
                .distinct()
                .map(ListCommand.Config::of)
                .toList()));
  }

  /** Returns an empty function, a region and a copy of user memory. */
  private static List<Probe> probes() {
    List<Preset> counting = released(Stream.of(BASE.presets(), BASE.kernels()));
    List<Preset> copying = released(Stream.of(BASE.kernels(), BASE.userAccessPresets()));
    return List.of(
        new Probe("nothing", "start", counting),
        new Probe("pair", "start", counting),
        new Probe("copy", "start_copy", copying));
  }

  private static List<Preset> released(Stream<List<Preset>> presets) {
    return presets
        .flatMap(List::stream)
        .filter(p -> p.era().filter(Era.Released.class::isInstance).isPresent())
        .toList();
  }

  /** Returns the arguments that measure a function of a file. */
  private List<String> typed(Probe probe, String file) {
    List<String> typed =
        new ArrayList<>(List.of("measure", file, "--call", probe.function, "--setup", probe.setup));
    probe.presets.forEach(preset -> typed.addAll(List.of("--config", preset.shortName())));
    compilers.forEach(compiler -> typed.addAll(List.of("--compiler", compiler.name())));
    return typed;
  }

  private void document(Workshop workshop, Progress progress, Probe probe) {
    var in = new ByteArrayInputStream(PageModule.resource(PROBE).getBytes(StandardCharsets.UTF_8));
    CommandDocument document = CommandDocument.of(terminal, in, workshop, typed(probe, "-"));
    code = code.worst(document.exitCode());
    documents.put(probe.function, document.json().isEmpty() ? nothing(document) : document.json());
    progress.done(probe.function);
  }

  /** Returns the document that stands for one that a command did not print. */
  private static String nothing(CommandDocument document) {
    String why =
        "the command printed no document; its exit code is " + document.exitCode().number();
    return Json.write(List.of(ImmutableMap.of("problem", why)));
  }

  private static RaceClaim race() {
    return (RaceClaim) Claims.named(RACE_CLAIM).orElseThrow();
  }

  private static Preset racePreset() {
    return race().variants(BASE).getFirst();
  }

  private Map<String, Object> explored(Workshop workshop) {
    String program = race().programs().getFirst();
    Compiler compiler = compilers.getFirst();
    LitmusProgram scenario =
        LitmusInputs.scenario(
            new Source(program, BASE.text(program)),
            Optional.of(racePreset()),
            workshop,
            compiler,
            new SourceOptions());
    LitmusRun run = new LitmusRun(scenario, MemoryModel.TSO, BUDGET);
    Outcome outcome = run.explore();
    if (!outcome.complete()) {
      code = code.worst(ExitCode.GUEST_STOPPED);
    }
    Map<String, Object> document = LitmusJson.of(outcome, compiler.name());
    document.put(
        "witnesses", Witness.all(scenario, run, outcome).stream().map(Witness::json).toList());
    return document;
  }
}

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
import java.util.stream.Stream;

/** The documents of a report that no command is given for. */
final class WholeReport {
  private static final String RACE_CLAIM = "linus-race";
  private static final String PROBE = "releases.c";
  private static final long BUDGET = 10_000_000;

  private static final KernelSources BASE = KernelSources.BASE;

  private final Terminal terminal;
  private final List<Compiler> compilers;
  private final List<Claim> claims;
  private final List<Reproduction> reproductions = new ArrayList<>();
  private final Map<String, String> documents = new LinkedHashMap<>();

  /**
   * @param claims the claims that are evaluated; a statement that another claim decides has no
   *     verdict
   */
  WholeReport(Terminal terminal, List<Compiler> compilers, List<Claim> claims) {
    this.terminal = terminal;
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
            "fastpath measure " + PROBE + " --call pair --setup start --json"),
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

  /** True if every claim came out as it states. */
  boolean asExpected() {
    return reproductions.stream().allMatch(Reproduction::asExpected);
  }

  /** Returns all documents, which the first call computes. */
  Map<String, String> documents() {
    if (documents.isEmpty()) {
      compute();
    }
    return documents;
  }

  private void compute() {
    try (Workshop workshop = new Workshop();
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
      List<Object> listings = new ArrayList<>();
      for (Cell cell : grid.cells().stream().filter(c -> c.fastPath().equals(fastPath)).toList()) {
        rows.add(row(cell));
        if (cell.isMeasured()) {
          listings.add(listing(workshop, cell));
        }
      }
      Map<String, Object> code = new LinkedHashMap<>();
      code.put(
          "source", ImmutableMap.of("file", fastPath.file(), "text", BASE.text(fastPath.file())));
      code.put("rows", listings);
      documents.put("code/" + fastPath.name(), Json.write(code));
    }
    documents.put("leaf", Json.write(rows));
  }

  private static Map<String, Object> row(Cell cell) {
    if (!cell.isMeasured()) {
      return ImmutableMap.of("problem", cell.place() + ": " + cell.failure());
    }
    Map<String, Object> row = cell.measurement().json();
    row.put("callees", cell.measurement().callees().stream().map(Callee::json).toList());
    return row;
  }

  private Map<String, Object> listing(Workshop workshop, Cell cell) {
    Compiler compiler = Compilers.named(cell.compiler());
    var image = workshop.image(cell.fastPath(), cell.preset(), compiler, LinkOptions.kernel());
    CodeListing code =
        CodeListing.of(
            BASE, image, cell.fastPath().function(), cell.measurement().outcome().profile());
    return ImmutableMap.of(
        "config", cell.preset().shortName(), "compiler", cell.compiler(), "listing", code.json());
  }

  /** Measures an empty function, a region and a copy under the kernels that were released. */
  private void releases(Workshop workshop, Progress progress) {
    List<Preset> counting = released(Stream.of(BASE.presets(), BASE.kernels()));
    List<Preset> copying = released(Stream.of(BASE.kernels(), BASE.userAccessPresets()));
    progress.expect(4);
    document(workshop, progress, "nothing", "start", counting);
    document(workshop, progress, "pair", "start", counting);
    document(workshop, progress, "copy", "start_copy", copying);
    documents.put(
        "configs",
        Json.write(
            Stream.concat(counting.stream(), copying.stream())
                .distinct()
                .map(ListCommand.Config::of)
                .toList()));
  }

  private static List<Preset> released(Stream<List<Preset>> presets) {
    return presets
        .flatMap(List::stream)
        .filter(p -> p.era().filter(Era.Released.class::isInstance).isPresent())
        .toList();
  }

  private void document(
      Workshop workshop, Progress progress, String function, String setup, List<Preset> presets) {
    List<String> typed =
        new ArrayList<>(List.of("measure", "-", "--call", function, "--setup", setup));
    presets.forEach(preset -> typed.addAll(List.of("--config", preset.shortName())));
    compilers.forEach(compiler -> typed.addAll(List.of("--compiler", compiler.name())));
    var probe =
        new ByteArrayInputStream(PageModule.resource(PROBE).getBytes(StandardCharsets.UTF_8));
    documents.put(function, CommandDocument.of(terminal, probe, workshop, typed).json());
    progress.done(function);
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
    Map<String, Object> document = LitmusJson.of(outcome, compiler.name());
    document.put(
        "witnesses", Witness.all(scenario, run, outcome).stream().map(Witness::json).toList());
    return document;
  }
}

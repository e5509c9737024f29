package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.source.NearMiss;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.claim.Article;
import fastpath.lab.claim.Claims;
import fastpath.lab.table.ArticleTable;
import fastpath.lab.table.Reproduction;
import fastpath.lab.text.Json;
import fastpath.lab.text.TextTable;
import fastpath.lab.verdict.Claim;
import fastpath.lab.verdict.Finding;
import fastpath.lab.verdict.Setting;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Interrupted;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reproduce",
    description = {
      "Tests the article's claims: compiles kernel fast paths under each "
          + "variant, runs them, and decides. Every compiler found is used unless "
          + "--compiler names some. A claim that is named is shown with its figures."
    },
    footer = {
      "",
      "Examples:",
      "  fastpath reproduce leaf",
      "  fastpath reproduce leaf --compiler own --config V1 --config V5",
      "  fastpath reproduce --article --compiler own",
      "",
      "Exit code 1 if a claim comes out otherwise than expected, or a run could not be verified."
    })
final class ReproduceCommand extends CliCommand {
  @Parameters(
      paramLabel = "CLAIM",
      arity = "0..*",
      description = "Name of a claim (fastpath list shows all); all if none is named.")
  List<String> names = new ArrayList<>();

  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;
  @Mixin TimeOption time;

  @Option(
      names = "--article",
      description =
          "Show the article statement by statement: the criterion that decides "
              + "each, with its verdict.")
  boolean article;

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  /** The timed calls of each claim; empty without {@code --time}. */
  private final Map<Reproduction, List<TimedMeasurement>> times = new IdentityHashMap<>();

  ReproduceCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  List<Compiler> compilersUsed() {
    return compilers.orEveryFound();
  }

  @Override
  ExitCode execute() throws IOException {
    List<Claim> claims = claims();
    List<Compiler> chosen = compilersUsed();
    List<KernelSources> views = overlays.all();
    if (!json) {
      introduce(chosen);
    }
    List<Reproduction> reproductions = new ArrayList<>();
    Optional<Problem> interrupted = Optional.empty();
    List<Workshop> workshops = views.stream().map(view -> new Workshop(view, cache())).toList();
    try {
      for (Claim claim : claims) {
        for (Workshop workshop : workshops) {
          List<Preset> presets = configs.presets(workshop.sources(), views);
          reproductions.add(reproduce(claim, workshop, chosen, presets));
        }
      }
    } catch (Interrupted e) {
      interrupted = Problem.known(e);
    } finally {
      workshops.forEach(Workshop::close);
    }
    interrupted.ifPresent(problem -> note(problem.message()));
    if (json) {
      List<Object> documents = new ArrayList<>(documents(reproductions));
      interrupted.ifPresent(problem -> documents.add(problem.json()));
      terminal.out().print(Json.write(documents));
    } else if (article) {
      print(new ArticleTable(Article.STATEMENTS, reproductions).lines(terminal.columns()));
    } else if (reproductions.size() > 1) {
      summary(reproductions, chosen);
    }
    if (interrupted.isPresent()) {
      return ExitCode.INTERRUPTED;
    }
    return reproductions.stream().allMatch(Reproduction::asExpected)
        ? ExitCode.DONE
        : ExitCode.UNEXPECTED_RESULT;
  }

  private List<?> documents(List<Reproduction> reproductions) {
    return article
        ? new ArticleTable(Article.STATEMENTS, reproductions).json()
        : reproductions.stream().map(this::document).toList();
  }

  private Map<String, Object> document(Reproduction reproduction) {
    List<TimedMeasurement> timed = times.get(reproduction);
    return timed == null
        ? reproduction.json()
        : reproduction.json(timed.stream().map(TimedMeasurement::json).toList());
  }

  private List<Claim> claims() {
    if (article && !names.isEmpty()) {
      throw Failure.usage("--article: takes no claims; it shows those that decide the article");
    }
    if (article && time.asked) {
      throw Failure.usage("--article: it shows no calls, so --time cannot be given too");
    }
    if (article && !overlays.folders.isEmpty()) {
      throw Failure.usage("--article: it is about kernelsrc as it is; without --overlay");
    }
    if (article) {
      return Article.claims();
    }
    return names.isEmpty() ? Claims.ALL : names.stream().map(this::claim).toList();
  }

  private Claim claim(String name) {
    return Claims.named(name)
        .orElseThrow(() ->
            Failure.usage(
                "no claim %s%s; fastpath list names them all",
                name, NearMiss.question(name, Claims.ALL.stream().map(Claim::name))));
  }

  private void introduce(List<Compiler> chosen) {
    for (Compiler compiler : chosen) {
      print(compiler.name() + ": " + compiler.version());
    }
    if (compilers.names.isEmpty()) {
      Compilers.missing(chosen).forEach(name -> print(name + ": not found"));
    }
    if (names.isEmpty() && !article) {
      print("Name a claim to see its figures; fastpath list tells what the variants are.");
    }
    print("");
  }

  /**
   * Evaluates a claim and prints the verdict, unless {@code --json} or {@code --article} is given;
   * prints the figures too if the user names claims.
   */
  private Reproduction reproduce(
      Claim claim, Workshop workshop, List<Compiler> chosen, List<Preset> presets) {
    String overlay = workshop.sources().overlay().orElse(null);
    boolean told = !json && !article;
    if (told) {
      print(Reproduction.introduction(claim, overlay, terminal.columns()));
      terminal.out().flush();
    }
    Reproduction reproduction;
    try (Progress progress = new Progress(terminal)) {
      Setting setting = new Setting(workshop, chosen, presets, Optional.empty(), progress);
      reproduction = new Reproduction(claim, overlay, claim.evaluate(setting));
      if (time.asked) {
        times.put(
            reproduction,
            new FastPathTimes(workshop, chosen).of(reproduction.finding().measurements(), time));
      }
    }
    if (told) {
      print(reproduction.lines(terminal.columns(), !names.isEmpty()));
      if (time.asked) {
        print("");
        print(FastPathTimes.lines(times.get(reproduction)));
      }
      print(List.of("", ""));
    } else if (article && !reproduction.asExpected()) {
      note(claim.name() + ": not as expected; fastpath reproduce " + claim.name() + " shows why");
    }
    return reproduction;
  }

  /** Prints a table with a line for each claim. */
  private void summary(List<Reproduction> reproductions, List<Compiler> chosen) {
    TextTable table = new TextTable().left(1);
    List<Object> head = new ArrayList<>(List.of("", "verdict"));
    chosen.forEach(compiler -> head.add(compiler.name()));
    table.row(head);
    for (Reproduction reproduction : reproductions) {
      Finding finding = reproduction.finding();
      List<Object> row = new ArrayList<>(List.of(place(reproduction), finding.verdict()));
      row.addAll(finding.verdicts().values());
      row.add(remark(reproduction));
      table.row(row);
    }
    print(table.lines());
  }

  private static String place(Reproduction reproduction) {
    return reproduction.overlay() == null
        ? "  " + reproduction.claim().name()
        : "    " + reproduction.overlay();
  }

  private static String remark(Reproduction reproduction) {
    if (reproduction.asExpected()) {
      return "";
    }
    return reproduction.finding().problems().isEmpty() ? "not as expected" : "incomplete";
  }
}

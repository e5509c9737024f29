package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.lab.claim.Claim;
import fastpath.lab.claim.Claims;
import fastpath.lab.claim.Exhibit;
import fastpath.lab.claim.Finding;
import fastpath.lab.claim.Setting;
import fastpath.lab.claim.Verdict;
import fastpath.lab.text.Json;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.TextTable;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.Workshop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reproduce",
    description = {
      "Tests what the article claims: compiles kernel fast paths under each variant, runs them, and"
          + " decides. Takes every compiler found unless told which."
    },
    footer = {
      "",
      "Examples:",
      "  fastpath reproduce leaf",
      "  fastpath reproduce leaf --compiler own --config V1 --config V5",
      "",
      "Exit code 1 if a claim comes out otherwise than expected, or a run could not be verified."
    })
final class ReproduceCommand extends CliCommand {
  @Parameters(
      paramLabel = "CLAIM",
      arity = "0..*",
      description = "A claim by its name (fastpath list shows all); none named means all.")
  List<String> names = new ArrayList<>();

  @Mixin ConfigOption configs;
  @Mixin CompilerOption compilers;

  @Option(names = "--json", description = "One JSON document.")
  boolean json;

  ReproduceCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    List<Claim> claims = names.isEmpty() ? Claims.ALL : names.stream().map(this::claim).toList();
    List<Compiler> chosen = compilers.orEveryFound();
    Map<Claim, Finding> findings = new LinkedHashMap<>();
    if (!json) {
      introduce(chosen);
    }
    try (Workshop workshop = new Workshop()) {
      for (Claim claim : claims) {
        if (!json) {
          introduce(claim);
        }
        Finding finding = evaluate(claim, workshop, chosen);
        findings.put(claim, finding);
        if (!json) {
          report(claim, finding);
        }
      }
    }
    if (json) {
      terminal.out().print(Json.write(documents(findings)));
    } else if (findings.size() > 1) {
      summary(findings, chosen);
    }
    boolean asExpected =
        findings.entrySet().stream().allMatch(e -> asExpected(e.getKey(), e.getValue()));
    return asExpected ? ExitCode.DONE : ExitCode.UNEXPECTED_RESULT;
  }

  private Claim claim(String name) {
    return Claims.named(name)
        .orElseThrow(() -> Failure.usage("no claim %s; fastpath list names them all", name));
  }

  private Finding evaluate(Claim claim, Workshop workshop, List<Compiler> chosen) {
    try (Progress progress = new Progress(terminal)) {
      return claim.evaluate(new Setting(workshop, chosen, configs.presets(), false, progress));
    }
  }

  private void introduce(List<Compiler> chosen) {
    for (Compiler compiler : chosen) {
      print(compiler.name() + ": " + compiler.version());
    }
    if (compilers.names.isEmpty()) {
      Compilers.missing(chosen).forEach(name -> print(name + ": not found"));
    }
  }

  private void introduce(Claim claim) {
    print("");
    print("Claim " + claim.name() + " (\"" + claim.section() + "\")");
    print(Paragraph.wrap(claim.statement(), terminal.columns(), "  ", "  "));
    print("");
    terminal.out().flush();
  }

  private void report(Claim claim, Finding finding) {
    for (Exhibit exhibit : finding.exhibits()) {
      print(exhibit.lines(terminal.columns()));
    }
    if (!finding.problems().isEmpty()) {
      print("Incomplete or not verified, so the verdict is about the rest:");
      finding.problems().forEach(problem -> print("  " + problem));
      print("");
    }
    if (!claim.note().isEmpty()) {
      print(Paragraph.wrap("Note: " + claim.note(), terminal.columns(), "", ""));
    }
    print("");
    Verdict verdict = finding.verdict();
    print(
        "Verdict on "
            + claim.name()
            + ": "
            + verdict
            + (verdict == claim.expected() ? "" : " (expected: " + claim.expected() + ")"));
    print("");
  }

  /** A line for each claim, once all are told. */
  private void summary(Map<Claim, Finding> findings, List<Compiler> chosen) {
    TextTable table = new TextTable().left(1);
    List<Object> head = new ArrayList<>(List.of("", "verdict"));
    chosen.forEach(compiler -> head.add(compiler.name()));
    table.row(head);
    findings.forEach(
        (claim, finding) -> {
          List<Object> row = new ArrayList<>(List.of("  " + claim.name(), finding.verdict()));
          row.addAll(finding.verdicts().values());
          row.add(asExpected(claim, finding) ? "" : "not as expected");
          table.row(row);
        });
    print("");
    print(table.lines());
  }

  private static boolean asExpected(Claim claim, Finding finding) {
    return finding.verdict() == claim.expected() && finding.problems().isEmpty();
  }

  private static List<Map<String, Object>> documents(Map<Claim, Finding> findings) {
    List<Map<String, Object>> documents = new ArrayList<>();
    findings.forEach((claim, finding) -> documents.add(document(claim, finding)));
    return documents;
  }

  private static Map<String, Object> document(Claim claim, Finding finding) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("claim", claim.name());
    document.put("section", claim.section());
    document.put("statement", claim.statement());
    document.put("note", claim.note());
    document.put("verdict", finding.verdict());
    document.put("expected", claim.expected());
    document.put("verdicts", finding.verdicts());
    document.put("criteria", finding.criteria());
    document.put("evidence", finding.evidence().stream().map(Measurement::json).toList());
    document.put("problems", finding.problems());
    return document;
  }
}

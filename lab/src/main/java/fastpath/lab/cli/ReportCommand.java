package fastpath.lab.cli;

import com.google.common.collect.ImmutableMap;
import fastpath.codegen.Compiler;
import fastpath.codegen.GccCompiler;
import fastpath.lab.claim.Article;
import fastpath.lab.page.Report;
import fastpath.lab.page.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description =
        "Writes one HTML file that shows the result of a command in a browser: tables, figures,"
            + " code with roles, schedules as lanes. The file works from disk and makes no request."
            + " Without a command: the article's statements with their evidence, the fast paths"
            + " under each variant, the kernel's releases, and a lost reschedule.",
    footer = {
      "",
      "Examples:",
      "  fastpath report -o report.html",
      "  fastpath report -o mine.html measure mine.c --call f --args 3",
      "",
      "The command is one that has --json; --json, --listing and --witness are added. The exit code"
          + " is the command's; without a command, the most serious one of the report's parts."
    })
final class ReportCommand extends CliCommand {
  @Option(
      names = "-o",
      paramLabel = "FILE",
      required = true,
      description = "The HTML file to write; - is stdout.")
  String to;

  @Mixin CompilerOption compilers;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "A command with its arguments; none means the whole report.")
  List<String> command = new ArrayList<>();

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  /** Leaves the arguments behind the command's name to the command. */
  @Override
  void configure(CommandLine line) {
    line.setStopAtPositional(true);
  }

  @Override
  ExitCode execute() throws IOException {
    if (!command.isEmpty() && !compilers.names.isEmpty()) {
      throw Failure.usage(
          "fastpath report: --compiler goes behind %s, whose option it is", command.getFirst());
    }
    return command.isEmpty() ? whole(compilers.orEveryFound()) : one();
  }

  private ExitCode whole(List<Compiler> chosen) throws IOException {
    WholeReport made = new WholeReport(terminal, cache(), chosen, Article.claims());
    write(page(made, typed(), chosen));
    return made.exitCode();
  }

  /** Computes the whole report, and returns its page. */
  static Report page(WholeReport made, String typed, List<Compiler> compilers) {
    Map<String, String> documents = made.documents();
    Report report =
        new Report(
            "Fastpath Lab: what preemption costs kernel fast paths",
            "What LWN's \"Optimizing preemption\" (August 2013) says, put to the test by executing"
                + " compiled code instruction by instruction.",
            about(typed, compilers, made.sections()));
    documents.forEach(report::add);
    return report;
  }

  private ExitCode one() throws IOException {
    CommandDocument document = CommandDocument.of(terminal, terminal.in(), null, command);
    if (document.json().isEmpty()) {
      return document.exitCode();
    }
    String shown = "fastpath " + String.join(" ", command);
    Section section = new Section(document.kind(), document.kind(), command.getFirst(), shown);
    Report report =
        new Report(
            shown,
            "A result of Fastpath Lab, which executes compiled code instruction by instruction.",
            about(typed(), CommandDocument.compilers(terminal, command), List.of(section)));
    report.add(document.kind(), document.json());
    write(report);
    return document.exitCode();
  }

  private void write(Report report) {
    byte[] html = report.html().getBytes(StandardCharsets.UTF_8);
    if (to.equals("-")) {
      terminal.out().write(html, 0, html.length);
      return;
    }
    List<String> files = command.stream().filter(argument -> !argument.startsWith("-")).toList();
    OutputFile.write("-o", Inputs.path(to), html, files);
  }

  private String typed() {
    return "fastpath " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private static Map<String, Object> about(
      String typed, List<Compiler> compilers, List<Section> sections) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("command", typed);
    about.put("version", Cli.version());
    about.put("compilers", compilers.stream().map(ReportCommand::compiler).toList());
    about.put("flags", GccCompiler.KERNEL_FLAGS);
    about.put("sections", sections);
    return about;
  }

  private static Map<String, Object> compiler(Compiler compiler) {
    return ImmutableMap.of("name", compiler.name(), "version", compiler.version());
  }
}

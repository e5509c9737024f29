package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.claim.Article;
import fastpath.lab.table.ArticleTable;
import fastpath.lab.verdict.ArticleStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tests that {@code CLI.md} names exactly the commands, options and fields that the program has.
 */
class CliPageTest {
  private static final Pattern OPTION = Pattern.compile("`(--?[A-Za-z][a-z-]*)`");
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z]+)`");
  private static final Pattern ANY_KEY = Pattern.compile("\"([A-Za-z]+)\": ");

  private static String page;

  @TempDir Path folder;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Path.of("CLI.md"));
  }

  @Test
  void everyOptionOfACommandHasTheCommandInItsRow() {
    Map<String, Set<String>> written = new TreeMap<>();
    for (String row : section("Options").lines().filter(l -> l.startsWith("| `")).toList()) {
      String[] cells = row.split("\\|");
      for (String option : all(OPTION, cells[1])) {
        written.put(option, commandsIn(cells[2]));
      }
    }
    assertEquals(options(), written);
  }

  /** Returns the commands that a cell of the table names, among other words. */
  private static Set<String> commandsIn(String cell) {
    Set<String> commands = new TreeSet<>(commands().keySet());
    commands.retainAll(Set.of(cell.strip().split("[^a-z]+")));
    return commands;
  }

  private static Map<String, Set<String>> options() {
    Map<String, Set<String>> options = new TreeMap<>();
    commands()
        .forEach((name, command) ->
            command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.hidden())
                .map(OptionSpec::longestName)
                .forEach(
                    option -> options.computeIfAbsent(option, key -> new TreeSet<>()).add(name)));
    return options;
  }

  private static Map<String, CommandLine> commands() {
    return Cli.commandLines(new Terminal(System.in, System.out, System.err, 80, false));
  }

  @Test
  void everyCommandIsInTheTable() {
    Set<String> written =
        section("Commands")
            .lines()
            .filter(l -> l.startsWith("| `"))
            .map(l -> l.replaceFirst("\\| `([a-z]+).*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(commands().keySet()), written);
  }

  /**
   * The names still to come, as CLI.md first listed them. A name may be removed from the names
   * still to come, but none may be added.
   */
  private static final Set<String> PROMISED =
      Set.of(
          "compare",
          "blame",
          "--each",
          "--listing",
          "--save",
          "--baseline",
          "--limit",
          "--format",
          "--sort",
          "--time",
          "--color",
          "callees",
          "args",
          "cflags",
          "frame",
          "time",
          "census",
          "load",
          "--shard",
          "--merge",
          "report",
          "serve",
          "--port",
          "--allow-silicon");

  private static Set<String> stillToCome() {
    Set<String> names = new TreeSet<>();
    section("Still to come")
        .lines()
        .filter(l -> l.startsWith("| `"))
        .forEach(l -> names.addAll(all(Pattern.compile("`(-*[a-z-]+)`"), l.split("\\|")[1])));
    names.remove("measure");
    return names;
  }

  @Test
  void whatIsStillToComeOnlyShrinks() {
    Set<String> added = stillToCome();
    added.removeAll(PROMISED);
    assertEquals(Set.of(), added);
  }

  @Test
  void whatIsStillToComeIsNotThere() {
    Set<String> there = new TreeSet<>(options().keySet());
    there.addAll(commands().keySet());
    there.retainAll(stillToCome());
    assertEquals(Set.of(), there);
  }

  @Test
  void helpShowsNothingThatIsStillToCome() {
    StringBuilder help = new StringBuilder(Shell.run("", "--help").out());
    commands().keySet().forEach(name -> help.append(Shell.run("", name, "--help").out()));
    List<String> shown =
        stillToCome().stream()
            .map(name -> name.startsWith("-") ? name : "fastpath " + name)
            .filter(name -> Pattern.compile(name + "\\b(?!-)").matcher(help).find())
            .toList();
    assertEquals(List.of(), shown);
  }

  @Test
  void everyCommandWithJsonHasItsFieldsOnThePage() {
    List<String> without =
        options().get("--json").stream()
            .filter(command -> !section("JSON").contains("\n- `" + command + "`"))
            .toList();
    assertEquals(List.of(), without);
  }

  @Test
  void fieldsOfRunAreThoseOfThePage() throws IOException {
    Path good = Files.writeString(folder.resolve("a.c"), "int f(int *p) { return *p; }\n");
    Shell.Result run =
        Shell.run("", "run", good.toString(), "--call", "f", "--args", "1", "--json");
    assertEquals(3, run.code(), run.err());
    Set<String> written = names(item("run"));
    written.removeAll(Set.of("return", "exit", "halt", "limit"));
    assertEquals(new TreeSet<>(all(ANY_KEY, run.out())), written);
  }

  @Test
  void fieldsOfMeasureAndLitmusAreThoseOfThePage() throws IOException {
    Path good = Files.writeString(folder.resolve("a.c"), "int f(int x) { return x; }\n");
    Shell.Result row =
        Shell.run("", "measure", good.toString(), "--call", "f", "--args", "1", "--json");
    assertEquals(fields(row.out()), rowsOfMeasure());
    Path test =
        Files.writeString(
            folder.resolve("t.litmus"),
            "X86_64 t\n{ }\n P0 | P1 ;\n movl $1,(x) | cmpl $0,(x) ;\n | jne A ;\n"
                + " | A: cmpl $0,(x) ;\n | jne A ;\nexists (x=1)\n");
    Shell.Result litmus = Shell.run("", "litmus", test.toString(), "--json");
    Set<String> told = names(item("litmus"));
    told.add("x");
    assertEquals(new TreeSet<>(all(ANY_KEY, litmus.out())), told);
  }

  @Test
  void fieldsOfReproduceAreThoseOfThePage() {
    Shell.Result result = Shell.run("", "reproduce", "cold-call", "--compiler", "own", "--json");
    assertEquals(0, result.code(), result.err());
    Set<String> written = names(item("reproduce"));
    written.addAll(rowsOfMeasure());
    written.removeAll(Set.of("case", "object", "cflags", "frame", "args", "callees"));
    assertEquals(fields(result.out()), written);
  }

  @Test
  void fieldsOfCompareAreThoseOfThePage() throws IOException {
    Path good = Files.writeString(folder.resolve("a.c"), "int f(int x) { return x * x * x; }\n");
    Shell.Result result =
        Shell.run(
            "",
            "compare",
            good.toString(),
            "--call",
            "f",
            "--args",
            "1",
            "--frame",
            "prologue",
            "--frame",
            "frame-pointer",
            "--json");
    assertEquals(0, result.code(), result.err());
    Set<String> written = names(item("compare"));
    written.addAll(rowsOfMeasure());
    written.addAll(names(item("--listing")));
    assertEquals(fields(result.out()), written);
  }

  @Test
  void fieldsOfBlameAreThoseOfThePage() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.c"),
            "int g(int);\nint f(int x, int (*p)(int))\n{\n\tif (x < 0)\n\t\tg(x);\n"
                + "\tif (x > 5)\n\t\tx = p(x);\n\treturn x * x;\n}\n");
    Shell.Result result =
        Shell.run("", "blame", file.toString(), "--call", "f", "--args", "1", "--json");
    assertEquals(0, result.code(), result.err());
    Set<String> written = names(item("blame"));
    written.removeAll(Set.of("differences"));
    assertEquals(fields(result.out()), written);
  }

  @Test
  void fieldsOfAWitnessAreThoseOfThePage() throws IOException {
    Path test =
        Files.writeString(
            folder.resolve("w.litmus"),
            "X86_64 w\n{ }\n P0 | P1 ;\n movl $1,(x) | movl $2,(x) ;\nexists (x=1)\n");
    Shell.Result litmus = Shell.run("", "litmus", test.toString(), "--witness", "--json");
    Set<String> told = names(item("litmus"));
    told.addAll(names(item("--witness")));
    told.add("x");
    told.removeAll(Set.of("at"));
    assertEquals(new TreeSet<>(all(ANY_KEY, litmus.out())), told);
  }

  /** Statements that no claim decides have the same JSON fields as decided statements. */
  @Test
  void fieldsOfTheArticleAreThoseOfThePage() {
    List<ArticleStatement> undecided =
        Article.STATEMENTS.stream()
            .filter(s -> s.answer() instanceof ArticleStatement.Untested)
            .toList();
    Set<String> fields = new TreeSet<>();
    new ArticleTable(undecided, List.of()).json().forEach(row -> fields.addAll(row.keySet()));
    assertEquals(fields, names(item("reproduce --article")));
  }

  /**
   * Returns the keys in a JSON document, except for keys that are names of functions, roles or
   * compilers.
   */
  private static Set<String> fields(String json) {
    return new TreeSet<>(
        all(ANY_KEY, json.replaceAll("\"(functions|roles|verdicts)\": \\{[^}]*}", "\"$1\": {}")));
  }

  /**
   * Returns the fields of a row of {@code measure} in CLI.md, without the fields of a fault, of a
   * guest's output and of a call.
   */
  private static Set<String> rowsOfMeasure() {
    Set<String> names = names(item("measure"));
    names.addAll(names(item("run")));
    names.removeAll(Set.of("output", "return", "exit", "halt", "limit"));
    names.removeAll(Set.of("kind", "address", "errorCode", "rip", "symbol", "detail"));
    names.removeAll(Set.of("file", "line", "tail", "cold"));
    return names;
  }

  /** Validates under a broken kernel, whose return from an interrupt exchanges two registers. */
  @Test
  void fieldsOfValidateAreThoseOfThePage() throws IOException {
    Path context = Files.createDirectories(folder.resolve("broken/context"));
    String entry = KernelSources.BASE.text("context/interrupt.S");
    String swapped = entry.replace("\tpopq\t%r9\n\tpopq\t%r8\n", "\tpopq\t%r8\n\tpopq\t%r9\n");
    assertNotEquals(entry, swapped);
    Files.writeString(context.resolve("interrupt.S"), swapped);
    Shell.Result result =
        Shell.run(
            "",
            ("validate route-lookup --config V0 --compiler own --pairs 1 --json --overlay "
                    + context.getParent())
                .split(" "));
    assertEquals(1, result.code(), result.err());
    assertEquals(new TreeSet<>(all(ANY_KEY, result.out())), names(item("validate")));
    assertEquals(Set.of(), DocumentSchema.errors("validate", result.out()));
  }

  @Test
  void fieldsOfListAreThoseOfThePage() {
    String json = Shell.run("", "list", "--json").out();
    Set<String> fields = new TreeSet<>(all(Pattern.compile("\"([A-Za-z]+)\": (?!\\[)"), json));
    Set<String> written = names(item("list"));
    written.remove("list");
    assertEquals(fields, written);
  }

  private static String section(String title) {
    int from = page.indexOf("\n## " + title);
    int to = page.indexOf("\n## ", from + 1);
    return page.substring(from, to < 0 ? page.length() : to);
  }

  private static String item(String command) {
    String json = section("JSON");
    int from = json.indexOf("- `" + command + "`");
    int to = json.indexOf("\n- ", from + 1);
    int end = json.indexOf("\n\n", from + 1);
    return json.substring(from, to < 0 ? end : Math.min(to, end));
  }

  private static Set<String> names(String item) {
    Set<String> names = new TreeSet<>(all(NAME, item));
    names.removeAll(commands().keySet());
    return names;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
  }
}

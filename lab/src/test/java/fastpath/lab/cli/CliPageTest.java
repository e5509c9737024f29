package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** {@code CLI.md} names what the program has, and the program has what {@code CLI.md} names. */
class CliPageTest {
  private static final Pattern OPTION = Pattern.compile("`(--?[A-Za-z][a-z-]*)`");
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z]+)`");
  private static final Pattern ANY_KEY = Pattern.compile("\"([A-Za-z]+)\": ");

  /** Of a line's own object; what stands within a line has names of the user's. */
  private static final Pattern KEY = Pattern.compile("(?m)^ *[\\[{]*\"([A-Za-z]+)\": ");

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

  /** Names in prose, cut at the colon that says how often an option may be given. */
  private static Set<String> commandsIn(String cell) {
    Set<String> commands = new TreeSet<>(commands().keySet());
    commands.retainAll(Set.of(cell.strip().split("[^a-z]+")));
    return commands;
  }

  private static Map<String, Set<String>> options() {
    Map<String, Set<String>> options = new TreeMap<>();
    commands()
        .forEach(
            (name, command) ->
                command.getCommandSpec().options().stream()
                    .filter(option -> !option.usageHelp() && !option.hidden())
                    .map(OptionSpec::longestName)
                    .forEach(
                        option ->
                            options.computeIfAbsent(option, key -> new TreeSet<>()).add(name)));
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

  @Test
  void whatIsStillToComeIsNotThere() {
    String coming = section("Still to come");
    Set<String> there = new TreeSet<>(options().keySet());
    there.addAll(commands().keySet());
    List<String> names =
        coming
            .lines()
            .filter(l -> l.startsWith("| `"))
            .flatMap(l -> all(Pattern.compile("`([a-z-]+|-F)`"), l).stream())
            .toList();
    assertTrue(names.size() > 10, names::toString);
    there.retainAll(names);
    assertEquals(Set.of(), there);
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
    Set<String> fields = new TreeSet<>(all(KEY, row.out()));
    Set<String> written = names(item("measure"));
    written.addAll(names(item("run")));
    written.removeAll(Set.of("output", "return", "exit", "halt", "limit"));
    written.removeAll(Set.of("kind", "address", "errorCode", "rip", "symbol", "detail"));
    assertEquals(fields, written);
    Path test =
        Files.writeString(
            folder.resolve("t.litmus"),
            "X86_64 t\n{ }\n P0 | P1 ;\n movl $1,(x) | cmpl $0,(x) ;\n | jne A ;\n"
                + " | A: cmpl $0,(x) ;\n | jne A ;\nexists (x=1)\n");
    Shell.Result litmus = Shell.run("", "litmus", test.toString(), "--json");
    Set<String> told = names(item("litmus"));
    told.remove("litmus");
    told.add("x");
    assertEquals(new TreeSet<>(all(ANY_KEY, litmus.out())), told);
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
    names.removeAll(Set.of("run", "measure"));
    return names;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
  }
}

package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.claim.Article;
import fastpath.lab.table.ArticleTable;
import fastpath.lab.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the JSON of every command to a schema: the names, the types, and what may be null. {@link
 * CliPageTest} compares the names with CLI.md.
 */
class DocumentsTest {
  private static final String SOURCE =
      """
      int g(int);

      int f(int x, int (*p)(int))
      {
      	if (x < 0)
      		g(x);
      	if (x > 5)
      		x = p(x);
      	return x * x;
      }

      int fault(int *p)
      {
      	return *p;
      }
      """;

  private static final String LITMUS =
      """
      X86_64 T
      { x=0; y=0; }
       P0          | P1          ;
       movl $1,(x) | cmpl $0,(x) ;
                   | jne A       ;
                   | A:          ;
                   | cmpl $0,(x) ;
                   | jne A       ;
      exists (x=1)
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("a.c"), SOURCE);
    Files.writeString(folder.resolve("b.c"), SOURCE.replace("x * x", "x * x + 1"));
    Files.writeString(folder.resolve("bad.c"), "int f(void) { return y; }\n");
    Files.writeString(folder.resolve("t.litmus"), LITMUS);
    Files.writeString(
        folder.resolve("cases.toml"),
        "[[case]]\nname = \"a\"\nfiles = \"a.c\"\ncall = \"f\"\nargs = [\"1\", \"2\"]\n"
            + "[[case]]\nname = \"bad\"\nfiles = \"bad.c\"\ncall = \"f\"\n");
  }

  private Shell.Result run(String line) {
    return Shell.run("", line.replace("FOLDER", folder.toString()).split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "run, run FOLDER/a.c --call f --args 1",
    "run, run FOLDER/a.c --call fault --args 1",
    "measure, measure FOLDER/a.c --call f --args 1 --args 2 --config V1",
    "measure, measure FOLDER/bad.c --call f",
    "measure, measure FOLDER/a.c --call f --args 1 --config V1 --listing",
    "measure, measure --cases FOLDER/cases.toml",
    "compare, compare FOLDER/a.c FOLDER/b.c --call f --args 1",
    "compare, compare --cases FOLDER/cases.toml",
    "blame, blame FOLDER/a.c --call f --args 1",
    "blame, blame FOLDER/a.c --call fault --args 1 --config V1",
    "validate, validate early-out --config V5 --compiler own --pairs 1",
    "litmus, litmus FOLDER/t.litmus",
    "litmus, litmus FOLDER/t.litmus --witness",
    "litmus, litmus FOLDER/a.c FOLDER/t.litmus",
    "reproduce, reproduce cold-call --compiler own",
    "list, list",
  })
  void everyDocumentFollowsTheSchema(String definition, String line) throws IOException {
    Shell.Result result = run(line + " --json");
    assertFalse(result.out().isEmpty(), result.err());
    assertEquals(Set.of(), DocumentSchema.errors(definition, result.out()), result.out());
  }

  /** A schema that allows anything would find nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"instructions\" | \"insns\"",
        "\"callees\": [ | \"callees\": 3, \"more\": [",
        "\"engine\": \"translator\" | \"engine\": \"other\"",
        "\"overlay\": null | \"overlay\": 0",
        "\"value\": \"0x1\" | \"value\": \"1\"",
      })
  void anotherNameOrTypeIsAnError(String text, String instead) throws IOException {
    String document = run("measure FOLDER/a.c --call f --args 1 --json").out();
    assertTrue(document.contains(text), document);
    assertFalse(DocumentSchema.errors("measure", document.replace(text, instead)).isEmpty());
  }

  /** Statements of both kinds: decided by a claim, and not. */
  @Test
  void theArticleFollowsTheSchema() throws IOException {
    String document = Json.write(new ArticleTable(Article.STATEMENTS, List.of()).json());
    assertEquals(Set.of(), DocumentSchema.errors("article", document), document);
  }

  @Test
  void everyCommandWithJsonHasASchema() {
    List<String> commands =
        Cli.commandLines(new Terminal(System.in, System.out, System.err, 80, false))
            .entrySet()
            .stream()
            .filter(line -> line.getValue().getCommandSpec().findOption("--json") != null)
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of(), commands.stream().filter(name -> !DocumentSchema.has(name)).toList());
    assertTrue(commands.contains("measure"), "commands have JSON");
  }
}

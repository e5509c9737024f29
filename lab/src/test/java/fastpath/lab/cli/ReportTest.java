package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the file that {@code report} writes, without a browser. */
class ReportTest {
  @TempDir Path folder;

  private static String document(String html, String name) throws IOException {
    Matcher data =
        Pattern.compile("id=\"data:" + Pattern.quote(name) + "\">([^<]*)<").matcher(html);
    assertTrue(data.find(), name);
    byte[] bytes = Base64.getDecoder().decode(data.group(1));
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theFileHasTheDocumentThatTheCommandPrints() throws IOException {
    Path source = Files.writeString(folder.resolve("a.c"), "int f(int x) { return x * x; }\n");
    String[] measure = {"measure", source.toString(), "--call", "f", "--args", "3"};
    String html =
        Shell.run("", "report", "-o", "-", measure[0], measure[1], "--call", "f", "--args", "3")
            .out();
    String json =
        Shell.run("", measure[0], measure[1], "--call", "f", "--args", "3", "--listing", "--json")
            .out();
    Pattern seconds = Pattern.compile("\"seconds\": [^,]*");
    assertEquals(
        seconds.matcher(json).replaceAll(""),
        seconds.matcher(document(html, "measure")).replaceAll(""));
    assertTrue(document(html, "about").contains("fastpath report -o - measure "), html);
  }

  /** A report names the compilers that its command used, and no other. */
  @Test
  void theCompilersAreTheCommands() throws IOException {
    Path source = Files.writeString(folder.resolve("a.c"), "int f(int x) { return x; }\n");
    String html =
        Shell.run(
                "", "report", "-o", "-", "measure", source.toString(), "--call", "f", "--args", "3")
            .out();
    String about = document(html, "about");
    assertTrue(about.contains("\"name\": \"own\""), about);
    assertFalse(about.contains("\"name\": \"gcc\""), about);
    String list = document(Shell.run("", "report", "-o", "-", "list").out(), "about");
    assertFalse(list.contains("\"name\": \"own\""), list);
  }

  @Test
  void theExitCodeIsTheCommands() throws IOException {
    Path source = Files.writeString(folder.resolve("a.c"), "int f(int *p) { return *p; }\n");
    Path to = folder.resolve("a.html");
    Shell.Result faulted =
        Shell.run(
            "",
            "report",
            "-o",
            to.toString(),
            "run",
            source.toString(),
            "--call",
            "f",
            "--args",
            "1");
    assertEquals(3, faulted.code(), faulted.err());
    assertTrue(Files.exists(to));
  }

  @Test
  void aCommandThatPrintsNothingLeavesNoFile() {
    Path to = folder.resolve("b.html");
    Shell.Result refused = Shell.run("", "report", "-o", to.toString(), "reproduce", "leef");
    assertEquals(2, refused.code());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertFalse(Files.exists(to));
  }

  /** The file is text that no document can leave: markup in data is data. */
  @Test
  void markupInAFileIsNotMarkupOfThePage() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("</script><b>.c".replace('/', '_')), "int f(void) { return 1; }\n");
    String html = Shell.run("", "report", "-o", "-", "run", source.toString(), "--call", "f").out();
    assertFalse(html.contains("<b>"), html);
  }
}

package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs README's program as a user would, and compares its output with README's. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void theLibrarysExamplePrintsWhatReadmeSays() throws Exception {
    String page = Files.readString(Path.of("README.md"));
    String section = page.substring(page.indexOf("## As a library"));
    String program = block(section, "```java\n");
    String body = program.substring(program.indexOf("void main"));
    assertTrue(body.lines().count() <= 10, "ten lines: " + body);
    Path source = Files.writeString(folder.resolve("Example.java"), program);
    assertEquals(block(section, "```\n\nIt prints\n\n```\n"), run(source));
  }

  private static String block(String section, String opening) {
    int start = section.indexOf(opening) + opening.length();
    return section.substring(start, section.indexOf("```", start));
  }

  private String run(Path source) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .redirectError(err.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(err));
    return out;
  }
}

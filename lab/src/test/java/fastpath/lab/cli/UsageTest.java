package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Tests completion in the shells that are installed, and the manual pages. */
class UsageTest {
  @TempDir Path folder;

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
  }

  private String run(String stdin, String... command) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("in"), stdin);
    Process process =
        new ProcessBuilder(command).redirectInput(in.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fastpath mea | measure",
        "fastpath compare --ba | --baseline",
        "fastpath measure --config K311 | K311p",
        "fastpath measure --frame pro | prologue",
        "fastpath run --engine veri | verify",
        "fastpath litmus --wi | --witness",
        "fastpath measure --call f | ''",
      })
  void bashCompletesWhatTheLineNeeds(String line, String completed) throws Exception {
    assumeTrue(isInstalled("bash"));
    String[] words = line.split(" ");
    String script =
        Shell.run("", "completion", "bash").out()
            + "COMP_WORDS=(%s); COMP_CWORD=%d; _fastpath; echo \"${COMPREPLY[*]}\"\n"
                .formatted(line, words.length - 1);
    assertEquals(completed, run(script, "bash").strip());
  }

  /** The function of the script runs in zsh as it does in bash. */
  @Test
  void zshRunsTheScript() throws Exception {
    assumeTrue(isInstalled("zsh"));
    String script =
        Shell.run("", "completion", "zsh").out()
            + "setopt ksharrays\n"
            + "COMP_WORDS=(fastpath mea); COMP_CWORD=1; _fastpath; echo \"${COMPREPLY[*]}\"\n";
    assertTrue(run(script, "zsh", "-f").contains("measure"), script);
  }

  @Test
  void fishCompletesCommandsOptionsAndValues() throws Exception {
    assumeTrue(isInstalled("fish"));
    String script =
        Shell.run("", "completion", "fish").out()
            + "complete -C 'fastpath mea'\ncomplete -C 'fastpath measure --config K311'\n"
            + "complete -C 'fastpath litmus --wit'\n";
    List<String> found =
        run(script, "fish", "--no-config").lines().map(line -> line.split("\t")[0]).toList();
    assertEquals(List.of("measure", "K311p", "--witness"), found);
  }

  @Test
  void fishHasALineForEveryOption() {
    String script = Shell.run("", "completion", "fish").out();
    commands()
        .forEach((name, line) -> {
          for (OptionSpec option : line.getCommandSpec().options()) {
            String longest = option.longestName().replaceFirst("^--?", "");
            assertTrue(
                script
                    .lines()
                    .anyMatch(l ->
                        l.contains("from " + name + "'")
                            && l.matches(".* -[ls] " + longest + "( .*|$)")),
                name + " " + longest);
          }
        });
  }

  private static Map<String, CommandLine> commands() {
    return Cli.commandLines(new Terminal(System.in, System.out, System.err, 80, false));
  }

  static List<String> names() {
    return List.copyOf(commands().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aManualPageHasEveryOption(String name) throws Exception {
    String page = Shell.run("", "man", name).out();
    assertTrue(page.startsWith(".TH FASTPATH-" + name.toUpperCase(java.util.Locale.ROOT)), page);
    for (OptionSpec option : commands().get(name).getCommandSpec().options()) {
      assertTrue(page.contains(option.longestName().replace("-", "\\-")), option.longestName());
    }
    if (isInstalled("groff")) {
      assertEquals("", run(page, "groff", "-man", "-ww", "-z", "-"));
    }
  }

  @Test
  void theProgramsPageNamesEveryCommand() {
    String page = Shell.run("", "man").out();
    names().forEach(name -> assertTrue(page.contains("\n.B " + name + "\n"), name));
    Shell.Result none = Shell.run("", "man", "mesure");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("no such command (did you mean measure?)"), none.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 4 | 2 | [#######                       ] 1 of 4, 0.5/s, 6 s left  own",
        "300 | 1500 | 10 | [######                        ] 300 of 1500, 30/s, 40 s left  own",
        "1 | 100 | 2 | [                              ] 1 of 100, 0.5/s, 3 min 18 s left  own",
        "2 | 2 | 4 | [##############################] 2 of 2, 0.5/s, 0 s left  own",
      })
  void progressHasARateAndTheTimeLeft(int done, int total, double seconds, String line) {
    assertEquals(line, Progress.line(done, total, seconds, "own"));
  }
}

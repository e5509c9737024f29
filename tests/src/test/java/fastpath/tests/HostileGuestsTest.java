package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.Stepper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guests in {@code resources/hostile} try to access what does not belong to them; each is
 * single-stepped and run at full speed on the host CPU. The stepper's answer must be the answer
 * that the guest's first line states, and no file except the guest's own output may change.
 */
class HostileGuestsTest {
  private static final Path GUESTS = Path.of("src/test/resources/hostile");
  private static final String EXPECTS = "# expects: ";
  private static final long TEXT = 0x10000000L;
  private static final int DONE = 0;
  private static final int GUEST_FAULTED = 1;
  private static final int GAVE_UP = 2;

  /** The form of the stepper's output lines, whatever the guest did. */
  private static final Pattern ANSWER =
      Pattern.compile("(run|step|exit|halt|limit|fault|unrun) 0x10000000 [-a-z0-9= ]*");

  @TempDir static Path folder;

  @BeforeAll
  static void build() throws Exception {
    Tools.require("gcc", "objcopy");
    Tools.requireSilicon();
    List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-o", path("stepper")));
    Stepper.copyTo(folder).forEach(source -> command.add(source.toString()));
    Tools.run(command.toArray(String[]::new));
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  static Stream<String> guests() throws IOException {
    try (Stream<Path> files = Files.list(GUESTS)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("guests")
  void isStopped(String guest) throws Exception {
    Path source = GUESTS.resolve(guest);
    try (Stream<String> lines = Files.lines(source)) {
      Pattern expected =
          Pattern.compile(lines.findFirst().orElseThrow().substring(EXPECTS.length()));
      Tools.run("gcc", "-c", "-Wa,-mx86-used-note=no", "-o", path("guest.o"), source.toString());
      Tools.run("ld", "-Ttext=0x10000000", "-e", "f", "-o", path("guest"), path("guest.o"));
      Tools.run("objcopy", "-O", "binary", "-j", ".text", path("guest"), path("guest.bin"));
      for (String how : List.of("step", "run")) {
        check(how, expected);
      }
    }
  }

  private static void check(String how, Pattern expected) throws Exception {
    Files.deleteIfExists(folder.resolve("output"));
    Map<String, Long> before = contents();
    Process process =
        new ProcessBuilder(path("stepper"))
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(script(how).getBytes());
    }
    List<String> answers = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the stepper ends");
    List<String> errors = Files.readAllLines(folder.resolve("errors"));
    String said = how + ": " + answers + errors;
    Files.delete(folder.resolve("errors"));
    Files.deleteIfExists(folder.resolve("output"));
    int code = process.exitValue();
    assertAll(
        () -> assertTrue(code == DONE || code == GUEST_FAULTED || code == GAVE_UP, code + said),
        () -> assertEquals(code == GAVE_UP ? 1 : 0, errors.size(), said),
        () -> assertEquals(code == GAVE_UP ? 0 : 1, answers.size(), said),
        () -> assertTrue(answers.stream().allMatch(ANSWER.asMatchPredicate()), said),
        () -> assertTrue(expected.matcher(String.join("", answers)).lookingAt(), said),
        () -> assertEquals(before, contents(), said));
  }

  private static String script(String how) throws IOException {
    return """
    segment 0x10000000 0x1000 guest.bin 0 %d
    protect 0x10000000 0x1000 5
    segment 0x20000000 0x100000
    stack 0x40000000 0x4000
    output output
    limit 100000
    seconds 1
    %s 0x%x
    """
        .formatted(Files.size(folder.resolve("guest.bin")), how, TEXT);
  }

  /**
   * Returns the modification time and size of each file in the folder, combined into one number.
   */
  private static Map<String, Long> contents() throws IOException {
    Map<String, Long> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals("output") && !name.equals("errors")) {
          all.put(name, Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file));
        }
      }
    }
    return all;
  }
}

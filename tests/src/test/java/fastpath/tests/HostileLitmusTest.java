package fastpath.tests;

import fastpath.emulator.explore.MemoryModel;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.LitmusException;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.LitmusRun;
import fastpath.lab.litmus.Outcome;
import fastpath.lab.workshop.GuestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damaged litmus tests: each is either rejected with file and line, or is read and explored within
 * limits.
 */
class HostileLitmusTest {
  private static final int CASES = 3_000;
  private static final long STATES = 2_000;
  private static final Pattern MESSAGE =
      Pattern.compile("t\\.litmus:[1-9]\\d*: expected .+", Pattern.DOTALL);

  /**
   * Texts that are inserted as damage: pieces of the litmus format, and texts that are not part of
   * the format.
   */
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          ";",
          "|",
          "(*",
          "*)",
          "(",
          ")",
          "[",
          "]",
          "0:EAX",
          "9:EAX",
          "=",
          "~",
          "exists",
          "forall",
          "locations",
          "filter",
          "/\\",
          "\\/",
          "$",
          "%",
          "%rax",
          "LOCK ",
          "lock ",
          "rep ",
          "L: ",
          "jmp L",
          "JNE L",
          "\n",
          "\0",
          "\u0001",
          "\u00e9",
          "\"",
          "#",
          "-1",
          "0x",
          "99999999999999999999",
          "uint64_t ",
          "int *",
          ".byte 1",
          "ret",
          "hlt",
          "int3",
          "push %rax",
          "div %eax",
          "mov",
          "x[1000000000]",
          "rep movsb",
          "call P0",
          "syscall",
          "(%rsp)",
          ",",
          "&x");

  private static List<String> tests() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/litmus"))) {
      return files
          .filter(f -> f.toString().endsWith(".litmus"))
          .sorted()
          .map(HostileLitmusTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void damagedTestsAreReadOrRefused() throws Exception {
    List<String> tests = tests();
    Campaign.run("litmus", CASES, random -> outcome(damaged(tests, random)));
  }

  private static String damaged(List<String> tests, Random random) {
    StringBuilder text = new StringBuilder(tests.get(random.nextInt(tests.size())));
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        default -> {
          String other = tests.get(random.nextInt(tests.size()));
          int from = random.nextInt(other.length());
          text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(40)));
        }
      }
    }
    return text.toString();
  }

  private static String outcome(String text) {
    try {
      Outcome o =
          new LitmusRun(
                  Assembly.scenario(LitmusParser.parse("t.litmus", text)), MemoryModel.TSO, STATES)
              .explore();
      return o.complete() ? "explored" : "stopped";
    } catch (LitmusException e) {
      if (!MESSAGE.matcher(e.getMessage()).matches()) {
        throw new IllegalStateException("says " + e.getMessage() + " of\n" + text, e);
      }
      return "refused";
    } catch (GuestException e) {
      return "faulted";
    } catch (RuntimeException e) {
      throw new IllegalStateException(e + " of\n" + text, e);
    }
  }
}

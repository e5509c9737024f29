package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.explore.MemoryModel;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.HerdText;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.LitmusProgram;
import fastpath.lab.litmus.LitmusRun;
import fastpath.lab.litmus.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classical litmus tests, in both of herd's formats, have the published verdicts and exactly
 * the states that follow from the axioms of x86-TSO, or for mixed sizes from reasoning about bytes.
 * The expected states are independent of the code under test: {@code expected.txt} was computed
 * from the axioms alone.
 */
class LitmusCatalogueTest {
  private static final long BUDGET = 100_000;

  record Case(String name, String format, String verdict, Set<String> states) {
    @Override
    public String toString() {
      return name + "." + format;
    }

    String file() {
      return "/litmus/" + name + "." + format + ".litmus";
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    Set<String> states = null;
    for (String line : text("/litmus/expected.txt").lines().toList()) {
      if (line.startsWith(" ")) {
        states.add(normal(line));
      } else {
        String[] words = line.split(" ");
        states = new TreeSet<>();
        for (String format : List.of("x86", "x64")) {
          Case c = new Case(words[0], format, words[1], states);
          if (LitmusCatalogueTest.class.getResource(c.file()) != null) {
            cases.add(c);
          }
        }
      }
    }
    return cases.stream();
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = LitmusCatalogueTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns a state in a normal form, in which EAX, eax and rax are the same register. */
  private static String normal(String state) {
    return state.strip().toLowerCase(Locale.ROOT).replace(":r", ":e");
  }

  private static Outcome explored(Case c, MemoryModel model) throws IOException {
    LitmusProgram scenario = Assembly.scenario(LitmusParser.parse(c.file(), text(c.file())));
    return new LitmusRun(scenario, model, BUDGET).explore();
  }

  private static Set<String> states(Outcome outcome) {
    Set<String> states = new TreeSet<>();
    HerdText.lines(outcome).stream()
        .filter(line -> line.endsWith(";"))
        .forEach(line -> states.add(normal(line)));
    return states;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasThePublishedVerdictAndAllStates(Case c) throws IOException {
    Outcome outcome = explored(c, MemoryModel.TSO);
    assertTrue(outcome.complete());
    assertEquals(c.verdict(), outcome.verdict());
    assertEquals(c.states(), states(outcome));
  }

  /**
   * The states under sequential consistency are a subset of the states under TSO, and not empty.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void sequentiallyConsistentStatesAreAmongThem(Case c) throws IOException {
    Outcome outcome = explored(c, MemoryModel.SC);
    assertTrue(outcome.complete());
    assertTrue(!outcome.states().isEmpty() && c.states().containsAll(states(outcome)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bruteForceAgrees(Case c) throws IOException {
    LitmusProgram scenario = Assembly.scenario(LitmusParser.parse(c.file(), text(c.file())));
    assertEquals(BruteForce.endings(scenario), Endings.of(scenario, MemoryModel.TSO));
  }
}

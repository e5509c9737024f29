package fastpath.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.RowKey;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;

/** Runs tests with {@link FastPath} that fail, and reads what they say. */
class FastPathExtensionTest {
  private static final String SOURCE = "src/test/c/leaf.c";

  /** Tests that are run by this test alone: Surefire leaves nested classes out. */
  static class Held {
    @FastPath(source = SOURCE, call = "leaf", args = "3", maxInstructions = 40, leaf = true)
    void within() {}

    @FastPath(source = SOURCE, call = "leaf", args = "3", maxInstructions = 1)
    void tooLong() {}

    @FastPath(source = SOURCE, call = "caller", args = "3", leaf = true, maxStackBytes = 4096)
    void noLeaf() {}

    @FastPath(
        source = SOURCE,
        call = "leaf",
        args = {"3", "4"},
        limit = "loads=0")
    void everySetOfArguments() {}

    @FastPath(source = SOURCE, call = "leaf", args = "3")
    void holdsNothing() {}

    @FastPath(source = "src/test/c/lost.c", call = "leaf", leaf = true)
    void lost() {}

    @FastPath(source = SOURCE, call = "leav", leaf = true)
    void noFunction() {}

    @FastPath(source = SOURCE, call = "leaf", args = "3", limit = "cycles=3")
    void noCounter() {}

    @FastPath(source = SOURCE, call = "leaf", args = "3", limit = "loads=+2%")
    void noBaseline() {}

    @FastPath(source = SOURCE, call = "leaf", args = "3")
    void compares(MeasuredCall call) {
      assertTrue(call.count("instructions") > 1);
      assertThrows(IllegalArgumentException.class, () -> call.count("cycles"));
      assertEquals(0x100, call.count("pushes"), "pushes are told");
    }
  }

  @Test
  void aConfigWithSeveralRowsHasNoSingleCount() {
    KeptRow first = KeptRow.of(RowKey.of(Map.of("config", "V5", "args", "3")), Map.of("pushes", 1));
    KeptRow second = first.under(first.key().with("args", "4"));
    MeasuredCall call = new MeasuredCall(List.of(first, second));
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> call.count("V5", "pushes"));
    assertTrue(failure.getMessage().startsWith("2 rows of config V5"), failure.getMessage());
    assertEquals(1, new MeasuredCall(List.of(first)).count("V5", "pushes"));
    assertThrows(IllegalArgumentException.class, () -> call.count("V1", "pushes"));
  }

  private static Throwable failure(String name) {
    Method method =
        Stream.of(Held.class.getDeclaredMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Event finished =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectMethod(Held.class, method))
            .execute()
            .testEvents()
            .finished()
            .stream()
            .findFirst()
            .orElseThrow();
    return finished.getRequiredPayload(TestExecutionResult.class).getThrowable().orElse(null);
  }

  @Test
  void aTestWithinItsLimitsPasses() {
    assertEquals(null, failure("within"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tooLong | leaf own shrink-wrapped (3): instructions | now, limit 1: over the limit (payload",
        "noLeaf | caller own shrink-wrapped (3): callsInCode 1 now, limit 0 | (calls g at src/test/c/leaf.c:11)",
        "everySetOfArguments | leaf own shrink-wrapped (4): loads | limit 0: over the limit",
      })
  void anExceededLimitNamesFunctionCounterLimitAndCause(String method, String one, String two) {
    AssertionFailedError error = assertInstanceOf(AssertionFailedError.class, failure(method));
    assertTrue(error.getMessage().contains(one), error.getMessage());
    assertTrue(error.getMessage().contains(two), error.getMessage());
    assertTrue(error.isExpectedDefined() && error.isActualDefined());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "holdsNothing | it holds nothing; give maxInstructions or another limit",
        "lost | lost.c: no such file",
        "noFunction | --call leav: no symbol leav in the program",
        "noCounter | cycles is no counter",
        "noBaseline | a percentage of what --baseline has",
      })
  void aTestThatCannotBeMeasuredSaysWhy(String method, String reason) {
    Throwable error = assertInstanceOf(ExtensionConfigurationException.class, failure(method));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
  }

  @Test
  void theMethodMayCompareCountsItself() {
    AssertionFailedError error = assertInstanceOf(AssertionFailedError.class, failure("compares"));
    assertTrue(error.getMessage().startsWith("pushes are told"), error.getMessage());
  }
}

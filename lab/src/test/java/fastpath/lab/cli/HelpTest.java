package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "reproduce",
        "measure",
        "compare",
        "blame",
        "validate",
        "run",
        "compile",
        "disassemble",
        "litmus",
        "list",
        "completion",
        "man",
        "report",
        "serve"
      })
  void everyCommandShowsAnExample(String command) {
    Shell.Result help = Shell.run("", command, "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().contains("Example"), help.out());
    assertTrue(help.out().contains("  fastpath " + command + " "), help.out());
    assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
  }

  @Test
  void helpIsACommandToo() {
    assertEquals(Shell.run("", "--help").out(), Shell.run("", "help").out());
    assertEquals(Shell.run("", "measure", "--help").out(), Shell.run("", "help", "measure").out());
  }
}

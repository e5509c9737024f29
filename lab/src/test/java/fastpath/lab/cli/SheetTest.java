package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code compare} and {@code blame} as CSV and as Markdown, and the order of their rows. */
class SheetTest {
  private static final String SOURCE =
      """
      #include <linux/preempt.h>
      int g(int, int);
      int h(int);
      int f(int a, int b, int c)
      {
      	preempt_disable();
      	if (a == 7)
      		h(a);
      	preempt_enable();
      	if (a == 8)
      		a += g(a, b);
      	return a + b * c;
      }
      """;

  @TempDir Path folder;

  private String file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("f.c"), SOURCE).toString();
  }

  private List<String> lines(String command, String... options) {
    Stream<String> all =
        Stream.concat(
            Stream.of(command, file, "--call", "f", "--args", "1,2,3", "--config", "V1"),
            Arrays.stream(options));
    Shell.Result result = Shell.run("", all.toArray(String[]::new));
    assertEquals(0, result.code(), result.err());
    return result.out().lines().toList();
  }

  /** Returns the cells of a column of numbers, without the head. */
  private static List<Long> numbers(List<String> csv, String column) {
    int at = List.of(csv.getFirst().split(",")).indexOf(column);
    return csv.stream()
        .skip(1)
        .map(line -> Long.parseLong(line.replaceAll("\"[^\"]*\"", "").split(",", -1)[at]))
        .toList();
  }

  @Test
  void theCausesOfADifferenceAreRows() {
    List<String> csv = lines("compare", "--config", "V5", "--format", "csv");
    assertEquals("first,second,cause,instructions,pushes,stackBytes,at", csv.getFirst());
    assertTrue(csv.get(1).startsWith("\"f V1 own shrink-wrapped (1,2,3)\",\"f V5 own"), csv.get(1));
    List<Long> rows =
        numbers(lines("measure", "--config", "V5", "--format", "csv"), "instructions");
    assertEquals(2, rows.size());
    assertEquals(
        rows.getLast() - rows.getFirst(),
        numbers(csv, "instructions").stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void theLargestFigureIsFirst() {
    List<String> calls = lines("blame", "--format", "csv", "--sort", "instructions");
    List<Long> costs = numbers(calls, "instructions");
    List<Long> single = costs.subList(0, costs.size() - 1);
    assertEquals(3, single.size(), calls.toString());
    assertEquals(single.stream().sorted(Comparator.reverseOrder()).toList(), single);
    assertTrue(calls.getLast().contains(",(together),"), calls.getLast());
  }

  @Test
  void whatHasNoFigureIsLast() {
    LimitOutput output = new LimitOutput();
    Map<String, Object> unknown = Map.of("problem", "its target is computed");
    Map<String, Object> small = Map.of("pushes", 1L);
    Map<String, Object> large = Map.of("pushes", 3);
    List<Map<String, Object>> given = List.of(small, unknown, large);
    assertEquals(given, output.sorted(given, result -> result));
    output.sort = "pushes";
    assertEquals(List.of(large, small, unknown), output.sorted(given, result -> result));
  }

  @Test
  void markdownAlignsNumbersToTheRight() {
    List<String> blame = lines("blame", "--format", "markdown");
    assertTrue(blame.getFirst().startsWith("| host | config | overlay |"), blame.getFirst());
    assertTrue(blame.get(1).contains("| --- | ---: | ---: | ---: | ---: | --- |"), blame.get(1));
    List<String> compare =
        lines("compare", "--config", "V5", "--format", "markdown", "--limit", "pushes=9");
    assertEquals("| --- | --- | --- | ---: | ---: | ---: | --- |", compare.get(1));
    assertTrue(
        compare.stream().anyMatch(line -> line.startsWith("| row | counter |")),
        "the results of limits stand below");
  }
}

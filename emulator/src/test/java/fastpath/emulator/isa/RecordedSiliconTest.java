package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the cases that {@link SiliconTest} has recorded on a CPU of each maker, on any host: every
 * engine must give the recorded results. To record again on a machine of the maker: {@code
 * -Dtest=SiliconTest
 * -Dfastpath.silicon.record=src/test/resources/fastpath/emulator/isa/silicon-MAKER.txt.gz}; with
 * {@code -Dfastpath.silicon.rows=TEXT} only some rows are recorded again, and the others stay.
 */
class RecordedSiliconTest {
  /**
   * Name of the resource that lists the rows still to be recorded on a machine of another maker,
   * one a line: the maker's label and the row.
   */
  private static final String AWAITED = "silicon-awaited.txt";

  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void enginesDoWhatTheCpuDid(CpuProfile maker) throws IOException {
    SiliconRecording recording = SiliconRecording.of(maker);
    assertEquals(maker, recording.maker);
    List<String> awaited = awaited(maker);
    List<SiliconEngine> engines = SiliconEngine.all(maker);
    Map<String, Form> forms = new HashMap<>();
    Isa.forms(maker).forEach(form -> forms.put(form.toString(), form));
    int count = 0;
    for (Map.Entry<String, List<String>> row : recording.vectors.entrySet()) {
      Form form = forms.get(row.getKey());
      if (form == null) {
        wrong.add("a row that is not in the table: " + row.getKey());
      } else {
        count += row.getValue().size();
        replay(vectors(maker, form, row.getValue()), engines);
      }
    }
    if (recording.complete) {
      Set<String> missing = unrecorded(recording);
      for (String row : awaited) {
        if (!missing.remove(row)) {
          wrong.add("recorded, so " + AWAITED + " is not to name it: " + row);
        }
      }
      missing.forEach(row -> wrong.add("not recorded: " + row));
    }
    System.out.printf(
        "recorded silicon: %s, %d vectors of %d rows, each on %s, %d differ; %s; not on that CPU: %s;"
            + " to be recorded: %s%n",
        recording.cpu,
        count,
        recording.vectors.size(),
        engines.stream().map(e -> e.name).toList(),
        wrong.size(),
        recording.complete ? "complete" : "partial, the rest to be recorded on such a CPU",
        recording.absent,
        awaited);
    assertEquals("", String.join("\n", wrong.subList(0, Math.min(wrong.size(), 20))));
  }

  private static List<String> awaited(CpuProfile maker) throws IOException {
    try (InputStream in = RecordedSiliconTest.class.getResourceAsStream(AWAITED)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(maker.label() + " "))
          .map(line -> line.substring(maker.label().length() + 1))
          .toList();
    }
  }

  /**
   * Returns the vectors of a row; vectors with equal code share the array, so that an engine
   * prepares for it once.
   */
  private static List<SiliconVector> vectors(CpuProfile maker, Form form, List<String> lines) {
    List<SiliconVector> vectors = new ArrayList<>();
    byte[] code = {};
    for (String line : lines) {
      SiliconVector vector = SiliconVector.parse(maker, form, line);
      assertEquals(line, vector.line());
      SiliconCase one = vector.one();
      long last = vectors.isEmpty() ? 0 : vectors.getLast().one().address();
      code = Arrays.equals(code, one.code()) && last == one.address() ? code : one.code();
      vectors.add(new SiliconVector(one.withCode(code), vector.after()));
    }
    return vectors;
  }

  private void replay(List<SiliconVector> vectors, List<SiliconEngine> engines) {
    for (SiliconEngine engine : engines) {
      for (SiliconVector vector : vectors) {
        String difference =
            SiliconDifference.between(vector.one(), engine.run(vector.one()), vector.after());
        if (!difference.isEmpty()) {
          wrong.add(engine.name + ":" + difference + " of " + vector.one());
        }
      }
    }
  }

  /**
   * Returns the rows that user mode can run and that the recording neither contains nor marks as
   * absent.
   */
  private static TreeSet<String> unrecorded(SiliconRecording recording) {
    TreeSet<String> rows = new TreeSet<>();
    for (Form form : Isa.forms(recording.maker)) {
      if (!form.sourceOnly && SiliconLeftOut.of(form) == null) {
        rows.add(form.toString());
      }
    }
    rows.removeAll(recording.vectors.keySet());
    rows.removeAll(recording.absent);
    return rows;
  }
}

package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.isa.SiliconCase.After;
import fastpath.emulator.isa.SiliconInstructions.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every row on the CPU and on every engine: registers, rip, memory, defined flags and faults
 * must be equal. {@code -Dfastpath.silicon.cases=N} sets the number of cases for each row, {@code
 * -Dfastpath.silicon.seed=S} the seed. {@code -Dfastpath.silicon.rows=TEXT} selects the rows that
 * contain TEXT. {@code -Dfastpath.silicon.record=FILE} records vectors of rows that agree, for
 * {@link RecordedSiliconTest}.
 */
class SiliconTest {
  private static final int CASES = Integer.getInteger("fastpath.silicon.cases", 200);
  private static final long SEED = Long.getLong("fastpath.silicon.seed", 1);
  private static final String RECORD = System.getProperty("fastpath.silicon.record", "");
  private static final String ROWS = System.getProperty("fastpath.silicon.rows", "");

  /**
   * The least number of instructions of a row, if the row has as many cases. If there are more
   * cases, each instruction is run with STATES states.
   */
  private static final int INSTRUCTIONS = 20;

  private static final int STATES = 50;
  private static final int BATCH = 2000;

  @TempDir static Path dir;
  private static Path program;
  private static CpuProfile cpu;

  @BeforeAll
  static void build() throws IOException {
    cpu = SiliconHost.need();
    program = SiliconHost.build(dir);
  }

  @Test
  void everyRowDoesWhatTheCpuDoes() throws IOException {
    long started = System.nanoTime();
    Campaign campaign = new Campaign();
    try (SiliconHost host = SiliconHost.start(program)) {
      for (Form form : Isa.forms(cpu)) {
        if (!form.sourceOnly && SiliconLeftOut.of(form) == null && form.toString().contains(ROWS)) {
          campaign.run(form, host);
        }
      }
      campaign.finish();
    }
    System.out.printf(
        "silicon: as %s, %d rows, %d cases, each on %s, seed %d, %.0f s, %d rows differ; not on this CPU: %s%n",
        cpu.label(),
        campaign.rows,
        campaign.cases,
        campaign.engines.stream().map(e -> e.name).toList(),
        SEED,
        (System.nanoTime() - started) / 1e9,
        campaign.wrong.size(),
        campaign.absent);
    campaign.engines.stream()
        .map(e -> e.summary())
        .filter(s -> !s.isEmpty())
        .forEach(System.out::println);
    assertTrue(
        campaign.wrong.isEmpty(), () -> "seed " + SEED + "\n" + String.join("\n", campaign.wrong));
  }

  /**
   * Privileged instructions raise on this CPU, in user mode, the faults that the manual specifies.
   */
  @Test
  void whatUserModeMayNotRunFaults() throws IOException {
    try (SiliconHost host = SiliconHost.start(program)) {
      for (Form form : Isa.forms(cpu)) {
        SiliconLeftOut leftOut = SiliconLeftOut.of(form);
        if (form.sourceOnly || leftOut == null || leftOut.fault().isEmpty()) {
          continue;
        }
        assertTrue(form.isPrivileged(), form::toString);
        List<SiliconCase> cases = cases(form, random(form), 20);
        List<After> cpu = host.run(cases);
        for (int i = 0; i < cases.size(); i++) {
          SiliconCase one = cases.get(i);
          boolean fetched = one.next() <= SiliconMemory.TEXT_END;
          if (one.insn() != null && fetched) {
            assertEquals(
                new SiliconCase.Fault(leftOut.fault(), 0, 0), cpu.get(i).fault(), one::toString);
            assertArrayEquals(one.registers(), cpu.get(i).registers(), one::toString);
          }
        }
      }
    }
  }

  private static Random random(Form form) {
    return new Random(SEED + form.toString().hashCode());
  }

  private static List<SiliconCase> cases(Form form, Random random, int count) {
    return cases(form, random, count, Math.min(count, Math.max(INSTRUCTIONS, count / STATES)));
  }

  private static List<SiliconCase> cases(Form form, Random random, int count, int instructions) {
    SiliconInstructions generator = new SiliconInstructions(cpu, random);
    List<SiliconCase> cases = new ArrayList<>(count);
    for (int i = 0; i < instructions; i++) {
      Encoding encoding = generator.of(form);
      if (encoding != null) {
        SiliconStates states = new SiliconStates(random, form, encoding);
        int n = (int) ((long) count * (i + 1) / instructions - (long) count * i / instructions);
        for (int k = 0; k < n; k++) {
          cases.add(states.next());
        }
      }
    }
    return cases;
  }

  /** The cases that were run, and their results. */
  private static final class Campaign {
    private final List<SiliconEngine> engines = SiliconEngine.all(cpu);
    private final List<String> wrong = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final SiliconRecorder recorder;
    private int rows;
    private long cases;

    Campaign() throws IOException {
      recorder = RECORD.isEmpty() ? null : new SiliconRecorder(cpu, Path.of(RECORD));
    }

    void finish() throws IOException {
      if (recorder != null) {
        recorder.finish();
      }
    }

    void run(Form form, SiliconHost host) {
      try {
        compare(form, host);
      } catch (IOException e) {
        wrong.add(form + ": " + e.getMessage());
        rows++;
      }
    }

    private void compare(Form form, SiliconHost host) throws IOException {
      List<SiliconCase> all = cases(form, random(form), CASES);
      String difference = all.size() < CASES ? "only " + all.size() + " cases" : "";
      for (int from = 0; from < all.size() && difference.isEmpty(); from += BATCH) {
        List<SiliconCase> batch = all.subList(from, Math.min(from + BATCH, all.size()));
        List<After> cpu = host.run(batch);
        if (SiliconLeftOut.isExtension(form) && isAbsent(cpu)) {
          absent.add(form.mnemonic());
          if (recorder != null) {
            recorder.absent(form);
          }
          return;
        }
        difference = first(host, batch, cpu);
      }
      if (!difference.isEmpty()) {
        wrong.add(form + ": " + difference);
      } else if (recorder != null) {
        int candidates = SiliconRecorder.candidates(form);
        int instructions = SiliconRecorder.instructions(form);
        recorder.record(
            form, SiliconTest.cases(form, random(form), candidates, instructions), host);
      }
      rows++;
      cases += all.size();
    }

    private static boolean isAbsent(List<After> cpu) {
      return cpu.stream()
              .allMatch(a ->
                  a.faulted() && !a.fault().kind().equals("#GP") && a.change().bytes().length == 0)
          && cpu.stream().filter(a -> a.fault().kind().equals("#UD")).count() > cpu.size() / 2;
    }

    /** Returns the first case that differs, simplified; "" if none does. */
    private String first(SiliconHost host, List<SiliconCase> batch, List<After> cpu)
        throws IOException {
      for (SiliconEngine engine : engines) {
        for (int i = 0; i < batch.size(); i++) {
          SiliconCase one = batch.get(i);
          String difference = SiliconDifference.between(one, engine.run(one), cpu.get(i));
          if (!difference.isEmpty()) {
            difference = SiliconDifference.between(one, engine.run(one), host.elsewhere(one));
          }
          if (!difference.isEmpty()) {
            return SiliconReducer.reduce(host, engine, one, difference);
          }
        }
      }
      return "";
    }
  }
}

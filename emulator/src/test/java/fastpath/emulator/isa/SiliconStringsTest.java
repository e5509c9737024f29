package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.isa.SiliconCase.After;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs strings of prefixes and opcodes on the CPU and on the interpreting engines, which must agree
 * on validity, length, fault with address and error code, registers, flags and memory. {@code
 * -Dfastpath.silicon.strings=N} sets the number of strings, {@code
 * -Dfastpath.silicon.strings.seed=S} the seed.
 */
class SiliconStringsTest {
  private static final int STRINGS = Integer.getInteger("fastpath.silicon.strings", 40_000);
  private static final long SEED = Long.getLong("fastpath.silicon.strings.seed", 1);
  private static final int BATCH = 2000;
  private static final int SHOWN = 6;

  /**
   * AMD's movntss, movntsd, extrq and insertq, and verw, which accepts LOCK on AMD, after any
   * prefixes.
   */
  private static final Pattern AMD =
      Pattern.compile("(26|2e|36|3e|4.|6[4567]|f[023])*0f(2b|78|79|00[26a][89a-f])");

  /**
   * fwait is an instruction of its own for the CPU, but a part of the waiting instruction for the
   * emulator.
   */
  private static final Pattern WAIT = Pattern.compile("(26|2e|36|3e|4.|6[4567]|f[023])*9bd[89a-f]");

  /**
   * The faults of instruction decoding; which of the two is raised depends on the CPU (SDM vol. 3A,
   * 6.9, table 6-2).
   */
  private static final Set<SiliconCase.Fault> DECODING =
      Set.of(new SiliconCase.Fault("#UD", 0, 0), new SiliconCase.Fault("#GP", 0, 0));

  @TempDir static Path dir;
  private static Path program;
  private static CpuProfile cpu;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, List<String>> unexplained = new TreeMap<>();

  @BeforeAll
  static void build() throws IOException {
    cpu = SiliconHost.need();
    program = SiliconHost.build(dir);
  }

  @Test
  void everyStringDoesWhatTheCpuDoes() throws IOException {
    SiliconStrings strings = new SiliconStrings(cpu, new Random(SEED));
    List<SiliconEngine> engines = SiliconEngine.interpreting(cpu);
    try (SiliconHost host = SiliconHost.start(program)) {
      for (int done = 0; done < STRINGS; ) {
        List<SiliconCase> cases = new ArrayList<>();
        for (int i = 0; i < BATCH && done < STRINGS; i++, done++) {
          draw(strings, cases);
        }
        List<After> theirs = host.run(cases);
        for (SiliconEngine engine : engines) {
          for (int i = 0; i < cases.size(); i++) {
            compare(engine, cases.get(i), theirs.get(i), host);
          }
        }
      }
    }
    String all =
        counts.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining("\n"));
    System.out.println(STRINGS + " strings, as " + cpu.label() + ", seed " + SEED + ":\n" + all);
    assertEquals(STRINGS, counts.values().stream().mapToInt(Integer::intValue).sum());
    assertTrue(counts.get("executed on both") > STRINGS / 3, all);
    assertEquals("", text(), "seed " + SEED);
  }

  /** Adds the next string to the cases, or counts the reason why it is not a case. */
  private void draw(SiliconStrings strings, List<SiliconCase> cases) {
    try {
      SiliconCase one = strings.next();
      SiliconLeftOut leftOut = one.form() == null ? null : SiliconLeftOut.of(one.form());
      if (leftOut != null) {
        count("left out: " + leftOut.because());
      } else if (jumpsIntoItself(one)) {
        count("left out: jumps into itself");
      } else {
        cases.add(one);
        count("executed on both");
      }
    } catch (IsaException e) {
      count("unsupported: " + e.name());
    }
  }

  private static boolean jumpsIntoItself(SiliconCase one) {
    return one.insn() != null
        && one.insn().operands().stream()
            .anyMatch(o ->
                o instanceof Operand.Rel rel
                    && rel.target() >= one.address()
                    && rel.target() < one.next());
  }

  private void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  private void compare(SiliconEngine engine, SiliconCase one, After theirs, SiliconHost host)
      throws IOException {
    After ours = engine.run(one);
    String difference = SiliconDifference.between(one, ours, theirs);
    if (!difference.isEmpty()) {
      difference = SiliconDifference.between(one, engine.run(one), host.elsewhere(one));
    }
    if (!difference.isEmpty() && !isExplained(one, theirs)) {
      String kind = engine.name + ": " + kind(one, ours, theirs);
      List<String> examples = unexplained.computeIfAbsent(kind, k -> new ArrayList<>());
      if (examples.size() < SHOWN) {
        examples.add(difference + " of " + one);
      }
    }
  }

  /**
   * Returns true for a known difference: extensions that the host's CPU lacks, AMD's SSE4a, which
   * the emulator lacks, verw, fwait, and the choice between two decoding faults.
   */
  private static boolean isExplained(SiliconCase one, After theirs) {
    if (one.form() != null) {
      boolean absent = theirs.faulted() && theirs.fault().kind().equals("#UD");
      return absent && SiliconLeftOut.isExtension(one.form());
    }
    String hex = HexFormat.of().formatHex(one.code());
    return cpu == CpuProfile.AMD && AMD.matcher(hex).lookingAt()
        || WAIT.matcher(hex).lookingAt()
        || DECODING.contains(theirs.fault()) && isInvalidWhateverItsLength(one);
  }

  /** Returns true if the emulator decodes no instruction even if no prefix is repeated. */
  private static boolean isInvalidWhateverItsLength(SiliconCase one) {
    byte[] code = SiliconStrings.withPrefixesOnce(one.code());
    try {
      Decoder.decode(cpu, code, 0, code.length, one.address());
      return false;
    } catch (IsaException e) {
      return true;
    }
  }

  private static String kind(SiliconCase one, After ours, After theirs) {
    String what = one.form() == null ? "(bad)" : one.form().mnemonic();
    return what + " ours " + end(ours) + ", CPU " + end(theirs);
  }

  private static String end(After after) {
    return after.faulted() ? after.fault().kind() : "executes";
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    unexplained.forEach((kind, examples) ->
        text.append(kind).append("\n  ").append(String.join("\n  ", examples)).append('\n'));
    return text.toString();
  }
}

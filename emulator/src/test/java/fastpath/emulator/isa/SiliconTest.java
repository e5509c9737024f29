package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row that user code may run, on the CPU and on micro-ops: registers, memory and defined
 * flags are equal. -Dfastpath.silicon.cases=N cases a sample, -Dfastpath.silicon.seed=S.
 */
class SiliconTest {
  private static final int CASES = Integer.getInteger("fastpath.silicon.cases", 10);
  private static final long SEED = Long.getLong("fastpath.silicon.seed", 1);

  private static final int SIGILL = 4;

  @TempDir static Path dir;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    boolean linux =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    boolean present = linux && Binutils.onPath("gcc");
    boolean required = "required".equals(System.getProperty("fastpath.cross-checks"));
    assertTrue(present || !required, "gcc on x86-64 Linux is required");
    assumeTrue(present, "no gcc on x86-64 Linux");
    try (InputStream source = SiliconTest.class.getResourceAsStream("one_instruction.c")) {
      Files.copy(source, dir.resolve("one_instruction.c"));
    }
    Process gcc =
        new ProcessBuilder("gcc", "-O1", "-o", "one_instruction", "one_instruction.c")
            .directory(dir.toFile())
            .inheritIO()
            .start();
    assertEquals(0, gcc.waitFor(), "gcc");
  }

  @Test
  void everyRowDoesWhatTheCpuDoes() throws IOException, InterruptedException {
    Random random = new Random(SEED);
    List<String> wrong = new ArrayList<>();
    List<Form> unseen = new ArrayList<>();
    for (List<Form> part = new ArrayList<>(Isa.forms()); !part.isEmpty(); ) {
      List<Form> batch = part.subList(0, Math.min(100, part.size()));
      run(batch, random, wrong, unseen);
      batch.clear();
    }
    assertTrue(
        wrong.isEmpty(),
        () -> "seed " + SEED + ", " + wrong.size() + " rows differ, first cases:\n" + head(wrong));
    assertTrue(unseen.isEmpty(), () -> "no case of " + unseen);
  }

  private static String head(List<String> lines) {
    return String.join("\n", lines.subList(0, Math.min(40, lines.size())));
  }

  private static void run(List<Form> forms, Random random, List<String> wrong, List<Form> unseen)
      throws IOException, InterruptedException {
    List<SiliconCase> cases = new ArrayList<>();
    for (Form form : forms) {
      for (Insn insn : Samples.of(form)) {
        if (testable(insn)) {
          for (int i = 0; i < CASES; i++) {
            cases.add(SiliconCase.random(insn, random));
          }
        }
      }
    }
    Path input = dir.resolve("in");
    Path output = dir.resolve("out");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input))) {
      for (SiliconCase one : cases) {
        out.write(one.record());
      }
    }
    Process process =
        new ProcessBuilder(dir.resolve("one_instruction").toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, process.waitFor());
    compare(cases, output, wrong, unseen);
  }

  private static void compare(
      List<SiliconCase> cases, Path output, List<String> wrong, List<Form> unseen)
      throws IOException {
    byte[] after = new byte[SiliconCase.RECORD_BYTES];
    Form form = null;
    Form wrongForm = null;
    boolean seen = true;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(output))) {
      for (SiliconCase one : cases) {
        if (one.insn().form() != form) {
          if (!seen) {
            unseen.add(form);
          }
          form = one.insn().form();
          seen = false;
        }
        in.readFully(after);
        boolean absent = after[0] == SIGILL; // this CPU is without the extension
        boolean privileged = after[0] != 0 && lift(one.insn()).uops().length == 0;
        String difference = absent || privileged ? "" : one.compare(after);
        seen |= difference != null;
        if (difference != null && !difference.isEmpty()) {
          if (form != wrongForm) {
            wrong.add(form + ": " + one + ":" + difference);
          }
          wrongForm = form;
        }
      }
    }
  }

  /** Straight-line, of registers, memory and flags that user code owns. */
  private static boolean testable(Insn insn) {
    if (insn.form().flow() != Flow.NEXT || insn.form().sourceOnly || !SiliconCase.possible(insn)) {
      return false;
    }
    for (Uop uop : lift(insn).uops()) {
      State state =
          switch (uop) {
            case Uop.Get u -> u.state();
            case Uop.Put u -> u.state();
            default -> State.RAX;
          };
      boolean ours = state.compareTo(State.RFLAGS) <= 0;
      boolean flags =
          !(uop instanceof Uop.SetFlags u) || (u.mask() & ~(Flags.STATUS | Flags.DF)) == 0;
      if (!ours || !flags || uop instanceof Uop.Trap) {
        return false;
      }
    }
    return true;
  }

  private static Lifted lift(Insn insn) {
    return Lifter.lift(new Decoded(0, 1, new byte[1], insn));
  }
}

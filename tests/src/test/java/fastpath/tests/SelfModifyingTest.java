package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guests that write to the code that they execute: their results are right, and the time per round
 * is about the same in a large program as in a small one. Only CPU times of the same run are
 * compared with each other.
 */
class SelfModifyingTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 50_000;
  private static final int FEW = 10;
  private static final int MANY = 5_000;

  /**
   * The greatest permitted ratio of the times in a large and a small program; it allows for the
   * large program's own instructions, their decoding and a busy machine. Before the fix the ratio
   * was 100.
   */
  private static final double MOST_DEARER = 8;

  /**
   * A guest that executes a number of instructions once and then a number of rounds.
   *
   * @param round the instructions of a round; %rax holds the result, %ecx counts down
   * @param result the expected result for a number of rounds
   */
  record Guest(String name, String round, java.util.function.IntToLongFunction result) {
    @Override
    public String toString() {
      return name;
    }

    Image image(int before) {
      StringBuilder text =
          new StringBuilder("\t.section .wx,\"awx\"\n\t.globl f\nf:\tmov %edi,%ecx\n");
      text.append("\tadd $1,%rdx\n".repeat(before)).append("\txor %eax,%eax\n1:\t").append(round);
      text.append("\n\tdec %ecx\n\tjne 1b\n\tret\nd:\t.long 0\n");
      Source source = new Source("t.s", text.toString());
      byte[] object = new OwnCompiler().compile(source, Options.DEFAULT).object();
      return Linker.link(List.of(ObjectFile.read("t.o", object)), LinkOptions.kernel());
    }
  }

  static Stream<Guest> guests() {
    return Stream.of(
        new Guest("its next instruction, anew", "incl p+1(%rip)\np:\tmov $0,%eax", n -> n),
        new Guest(
            "its next instruction, to and fro",
            "xorl $1,p+2(%rip)\np:\tadd $0x01020304,%rax",
            n -> (long) n / 2 * 0x01020304 + (n - n / 2) * 0x01020305L),
        new Guest(
            "an instruction behind",
            "p:\tadd $0x10,%rax\n\txorb $0x30,p+3(%rip)",
            n -> n / 2 * 0x30L),
        new Guest("data beside its code", "incl d(%rip)\n\tmov d(%rip),%eax", n -> n));
  }

  @ParameterizedTest
  @MethodSource("guests")
  void aRoundCostsTheSameInALargeProgram(Guest guest) {
    for (EngineKind engine : List.of(EngineKind.INTERPRETER, EngineKind.TRANSLATOR)) {
      // The minimum of two measurements, because the first run includes the JVM's warm-up.
      double few = Math.min(seconds(guest, engine, FEW), seconds(guest, engine, FEW));
      double many = Math.min(seconds(guest, engine, MANY), seconds(guest, engine, MANY));
      assertTrue(many < MOST_DEARER * few, () -> engine + ": " + few + " s, then " + many + " s");
    }
  }

  private static double seconds(Guest guest, EngineKind engine, int before) {
    Machine machine =
        Machine.create(guest.image(before), MachineOptions.defaults().withEngine(engine));
    long started = THREADS.getCurrentThreadCpuTime();
    Outcome outcome = machine.call("f", ROUNDS);
    double seconds = (THREADS.getCurrentThreadCpuTime() - started) / 1e9;
    assertEquals(guest.result().applyAsLong(ROUNDS), outcome.value());
    return seconds;
  }
}

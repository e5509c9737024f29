package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Litmus tests in C whose CPUs interrupt each other through the kernel's interrupt table. */
class InterruptedLitmusTest {
  private static final String BOTH =
      """
      #include <lab_sched.h>
      #include <linux/interrupt.h>
      #include <linux/irqflags.h>
      int x;
      static void set(struct pt_regs *regs) { x |= 0x80; }
      void P0(void)
      {
      \tlocal_irq_disable();
      \tWRITE_ONCE(x, READ_ONCE(x) + 1);
      }
      void P1(void) { __asm__ volatile("wrmsr" : : "c"(X2APIC_ICR), "a"(COMMAND), "d"(0) : "memory"); }
      void setup(void) { REQUEST }
      /* locations [x;] forall (x=1) */
      """;

  @TempDir Path folder;

  /**
   * @param says a part of stdout, or of stderr if the exit code is 3
   */
  record Case(String name, String request, String command, int code, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "an interrupt comes before cli, or never",
            "request_irq(0x30, set);",
            "0x30",
            0,
            "States 1\nx=129;"),
        new Case(
            "an NMI comes between the two halves",
            "request_nmi(set);",
            "0x400",
            0,
            "States 2\nx=1;\nx=129;"),
        new Case(
            "an NMI that nothing handles",
            "",
            "0x400",
            3,
            "P0: interrupt 0x2 has no gate in the interrupt table at the CPU's start"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void interruptsComeWhereTheyCan(Case test) throws IOException {
    String text = BOTH.replace("COMMAND", test.command()).replace("REQUEST", test.request());
    Path file = Files.writeString(folder.resolve("t.c"), text);
    Shell.Result result =
        Shell.run("", "litmus", file.toString(), "--config", "V4", "--compiler", "own");
    assertEquals(test.code(), result.code(), result.toString());
    String output = test.code() == 0 ? result.out() : result.err();
    assertTrue(output.contains(test.says()), result.toString());
  }
}

package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that litmus tests are read in the grammar of herd, and the messages for tests that break
 * the grammar.
 */
class LitmusFormatTest {
  @TempDir static Path folder;

  /**
   * A litmus test and a part of the output for the test.
   *
   * @param says a part of standard output if the test is valid, or of standard error if the test is
   *     refused
   */
  record Case(String text, String says) {
    @Override
    public String toString() {
      return text.replace("\n", " \\ ");
    }
  }

  /**
   * Returns a test in which P0 stores 1 to x and P1 loads x into EAX, with the given initial values
   * and final condition.
   */
  private static Case x86(String init, String end, String says) {
    return new Case(
        "X86 t\n" + init + "\n P0 | P1 ;\n MOV [x],$1 | MOV EAX,[x] ;\n" + end + "\n", says);
  }

  /**
   * Returns a test in the format of x86-64 that has only P0, with the given instructions, initial
   * values and final condition.
   */
  private static Case x64(String init, String rows, String end, String says) {
    return new Case("X86_64 t\n" + init + "\nP0;\n" + rows + "\n" + end + "\n", says);
  }

  private static Case row(String row, String value) {
    return x64("{ uint64_t x; uint64_t y; 0:rbx=2; }", row, "locations [0:rax;]", value);
  }

  static Stream<Case> read() {
    return Stream.of(
        x86("{x=0;};", "exists (1:EAX=1)", "Allowed"),
        x86("{};", "exists (1:EAX=1);", "Allowed"),
        x86("{P1:EAX=7;}", "exists (P1:EAX=7)", "Forbidden"),
        x86("{[x]=5;}", "exists (1:EAX=5)", "Allowed"),
        x86("{*x=&y;}", "forall (1:EAX=1 \\/ [x]=1)", "Always"),
        x86("{_Atomic int x=ATOMIC_INIT(3);}", "exists (1:EAX=3)", "Allowed"),
        x86("{int x; x=-1;}", "exists (1:eax=0xffffffff)", "Allowed"),
        x86("{}", "final (1:EAX=1);\nwith\ntso: exists;\nsc: ~exists;", "Allowed"),
        x86("{}", "exists (1:EAX=1) with tso: forall", "Allowed"),
        x86("{}", "not exists (1:EAX=2)", "Forbidden"),
        x86("{}", "exists (1:EAX=1)\n<<\nshow pictures (\n>>", "Allowed"),
        x86("{ (* (* of *) x *) }", "exists (* one *) (1:EAX (* two *) = 1)", "Allowed"),
        x86("{}", "locations [1:EAX int; x int*;]\nfilter (1:EAX==1)\nforall\n(x=1)", "Always"),
        x86("{}", "forall (1:EAX=[x] \\/ 1:EAX <> [x])", "Always"),
        x86("{}", "exists (1:EAX=0:EAX)", "Allowed"),
        x86("{int a[2]={1,2};}", "forall (a={1,2})", "Always"),
        x86("{}", "forall (true => 1:EAX=7 \\/ x=1)", "Always"),
        x86("{}", "exists (x=2 /\\ x=1 => x=1)", "Forbidden"),
        new Case("X86 t (name) \"of a\ntest {\"\nAlso=x\n{}\nP0;\nNOP;\nforall true", "Always"),
        new Case("X86 t {}\n; P0;\nLOCK;\nINC [x] ;\nforall (x=1)", "Always"),
        new Case("X86 t\n{0:EBX=x;}\nP0;\nMOV (%EBX),2;\nforall (x=2)", "Always"),
        row("MOVQ $5,%RAX ;", "\"0:rax\": 5"),
        row("movq 5,%rax ;", "\"0:rax\": 5"),
        row("movq rbx,rax ; NOP ;", "\"0:rax\": 2"),
        row("movq %rbx,[x] ; movq x(%rip),%rax ;", "\"0:rax\": 2"),
        row("MFENCE ; LOCK; XADDQ %RBX,(X) ; movq X,%rax ;", "\"0:rax\": 2"),
        row("lock cmpxchgq [x],%rbx ; movq (x),%rax ;", "\"0:rax\": 2"),
        row("cmpq $1,%rbx ; JGT L ; movq $9,%rax ; L: ;", "\"0:rax\": 0"),
        x64("{ 0:ah=1; }", "nop ;", "forall (0:eax=256)", "Always"));
  }

  static Stream<Case> refused() {
    return Stream.of(
        x86("{}", "exists (1:EAX=1\n/\\ z=1)", ":6: expected a variable that the test has, found"),
        x86("{}", "locations [z;]", ":5: expected a variable that the test has, found `z'"),
        x86("{}", "filter (z=1)", ":5: expected a variable that the test has, found `z'"),
        x86("{}", "exists (x=z)", ":5: expected a variable that the test has, found `z'"),
        x86("{}", "exists (x[1]=1)", ":5: expected an index below 1 of x, found x[1]"),
        x86("{}", "exists (P2:EAX=1)", ":5: expected a CPU from 0 to 1, found 2"),
        x86("{}", "exists (1:EXX=1)", ":5: expected a register, found `EXX'"),
        x86("{}", "exists (1:EAX=0x100000000)", ":5: expected a value of 32 bits, as 1:EAX has"),
        x86("{}", "exists (1:AL=256)", ":5: expected a value of 8 bits, as 1:AL has, found 256"),
        x86("{}", "exists (1:EAX=1) with tso: never", ":5: expected exists, ~exists or forall"),
        x86("{}", "locations [x float;]", ":5: expected a type such as int or uint64_t, found"),
        x86("{}", "exists (x=1)\nx", ":6: expected /\\, \\/ or the end, found `x'"),
        x86("{x=0;\nx=0;}", "", ":3: expected one first value of x, found a second"),
        x86("{x=0; int x;}", "", ":2: expected one first value of x, found a second"),
        x86("{0:EAX=1;\n0:al=1;}", "", ":3: expected one first value of 0:al, found a second"),
        x86("{int8_t y=-129;}", "", ":2: expected a value of 8 bits, as y has, found -129"),
        x86("{uint16_t y[2]={1,65536};}", "", ":2: expected a value of 16 bits, as y has, found"),
        x86("{y=0x100000000;}", "", ":2: expected a value of 32 bits, as y has, found 0x1"),
        x86("{0:AX=0x10000;}", "", ":2: expected a value of 16 bits, as 0:AX has, found 0x1"),
        x86("{uint8_t y=x;}", "", ":2: expected a value of 8 bits, as y has, found x"),
        x86("{y=18446744073709551616;}", "", ":2: expected an integer of 64 bits, found"),
        x86("{uint64_t y=-9223372036854775809;}", "", ":2: expected an integer of 64 bits"),
        x86("{int y[1]={1,2};}", "", ":2: expected at most 1 values of y, found `2'"),
        x86("{int y[2]=1;}", "", ":2: expected {, found `1'"),
        new Case("X86 t\n{}\nP0;\nMOVE [x],$1;\n", ":4: expected an instruction that the emulator"),
        new Case("X86 t\n{}\nP0;\nMOVE [x],$1;\n", "found `MOVE [x],$1'"),
        new Case("X86 t\n{}\nP0;\nMOV EZX,$1;\n", "[variable], found `EZX'"),
        new Case("X86 t\n{}\nP0;\nMOV [%ezx],$1;\n", ":4: expected a register, found `%ezx'"),
        new Case("X86 t\n{}\nP0;\nMOV [x],[y];\n", "the instruction takes, found `MOV [x],[y]'"),
        new Case("X86_64 t\n{}\nP0;\nMOVL (x),%EZX;\n", ":4: expected a register, found `%EZX'"),
        new Case("X86_64 t\n{}\nP0;\nADDPS (x),%eax;\n", "emulator has, found `ADDPS (x),%eax'"),
        new Case("X86_64 t\n{}\nP0;\nMOVNTI %eax,(x);\n", "that of movnti is weakly ordered"),
        new Case(
            "X86_64 t\n{}\nP0;\nJXX L;\n", ":4: expected an instruction that the emulator has"),
        new Case("C t\n{}\nP0;\n", ":3: expected P0 and its arguments, found `P0;'"));
  }

  @ParameterizedTest
  @MethodSource("read")
  void isRead(Case test) {
    Shell.Result result = Shell.run(test.text(), "litmus", "-", "--json");
    assertEquals("", result.err());
    assertAll(
        () -> assertEquals(0, result.code()),
        () -> assertTrue(result.out().contains(test.says()), result.out()));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedInOneLine(Case test) {
    Shell.Result result = Shell.run(test.text(), "litmus", "-", "--json");
    assertAll(
        () -> assertTrue(result.err().startsWith("<stdin>:"), result.err()),
        () -> assertTrue(result.err().contains(test.says()), result.err()),
        () -> assertEquals(1, result.err().lines().count(), result.err()),
        () -> assertEquals(1, result.out().split("\": ").length - 1, result.out()),
        () -> assertTrue(result.out().contains("\"problem\": \"<stdin>:"), result.out()),
        () -> assertEquals(2, result.code()));
  }

  @Test
  void conditionsOfProgramsInCHaveCommentsAndMargins() throws IOException {
    String program = "int x, y;\nint P0(void) { *(volatile int *)&x = 1; return x; }\n";
    for (String condition :
        List.of(
            "/* (* stored (* by P0 *) *) exists (x=1) */",
            "/*\n * locations [x;]\n * exists (* of P0 *)\n * (P0:eax=1);\n */")) {
      Path file = Files.writeString(folder.resolve("t.c"), program + condition);
      Shell.Result result = Shell.run("", "litmus", "--json", file.toString());
      assertEquals("", result.err());
      assertTrue(result.out().contains("\"verdict\": \"Allowed\""), result.out());
    }
    Path file = Files.writeString(folder.resolve("t.c"), program + "/*\n * exists (z=1) */");
    assertTrue(
        Shell.run("", "litmus", file.toString())
            .err()
            .contains("t.c:4: expected a global variable"));
  }

  @Test
  void whatIsNotExploredIsUnknown() {
    String test = "X86 t\n{}\nP0 | P1 ;\nMOV [x],$1 | MOV [y],$1 ;\nMOV EAX,[y] | MOV EAX,[x] ;\n";
    for (String condition : List.of("exists (x=2)", "~exists (x=2)", "forall (x=1)")) {
      Shell.Result cut =
          Shell.run(test + condition, "litmus", "-", "--json", "--max-instructions", "1");
      assertEquals(3, cut.code());
      for (String field : List.of("verdict\": \"Unknown\"", "holds\": null", "complete\": false")) {
        assertTrue(cut.out().contains(field), cut.out());
      }
      Shell.Result text = Shell.run(test + condition, "litmus", "-", "--max-instructions", "1");
      assertTrue(text.out().contains("\nUnknown\n"), text.out());
      assertTrue(text.out().contains("Observation t Unknown 0 "), text.out());
    }
    Shell.Result whole = Shell.run(test + "exists (x=2)", "litmus", "-", "--json");
    assertTrue(whole.out().contains("\"verdict\": \"Forbidden\""), whole.out());
  }

  @Test
  void faultNamesTheFile() throws IOException {
    Path file =
        Files.writeString(folder.resolve("f.litmus"), "X86_64 t\n{}\nP0;\nmovl (%rax),%ebx;\n");
    Shell.Result result = Shell.run("", "litmus", file.toString());
    assertEquals(3, result.code());
    assertTrue(result.err().startsWith(file + ": P0: #PF"), result.err());
  }
}

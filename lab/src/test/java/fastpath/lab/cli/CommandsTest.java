package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.kernelsrc.KernelSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the output of commands for valid input, with the example of the README. */
class CommandsTest {
  private static final String MINE =
      """
      #include <lab.h>
      #include <linux/rcupdate.h>

      struct node { unsigned long key, value; };

      unsigned long lookup(struct node *node, unsigned long key)
      {
      	unsigned long value = 0;

      	rcu_read_lock();
      	if (READ_ONCE(node->key) == key)
      		value = node->value;
      	rcu_read_unlock();
      	return value;
      }

      static struct node node = { 3, 42 };

      void make(unsigned long args[6])
      {
      	lab_boot();
      	args[0] = (unsigned long)&node;
      	args[1] = 3;
      }
      """;

  private static final String STORE_BUFFERING =
      """
      X86 SB
      "Fre PodWR Fre PodWR"
      {}
       P0          | P1          ;
       MOV [x],$1  | MOV [y],$1  ;
       MOV EAX,[y] | MOV EAX,[x] ;
      exists (0:EAX=0 /\\ 1:EAX=0)
      """;

  private static final String STORE_BUFFERING_IN_C =
      """
      int x, y;
      /* locations [x; y] exists (0:eax=0 /\\ 1:eax=0) */
      int P0(void) { *(volatile int *)&x = 1; return *(volatile int *)&y; }
      int P1(void) { *(volatile int *)&y = 1; return *(volatile int *)&x; }
      """;

  @TempDir static Path folder;

  record Case(String command, int code, List<String> says) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Case> cases() throws IOException {
    Files.writeString(folder.resolve("mine.c"), MINE);
    Files.writeString(folder.resolve("spin.c"), "void spin(void) { for (;;) ; }\n");
    Files.writeString(
        folder.resolve("deep.c"),
        "long deep(long n) { volatile long a[8]; a[0] = n; return deep(n + 1) + a[0]; }\n");
    Files.writeString(folder.resolve("peek.c"), "long peek(long *p) { return *p; }\n");
    Files.writeString(folder.resolve("cpuid.s"), ".globl f\nf: cpuid\n ret\n");
    Files.writeString(folder.resolve("sb.litmus"), STORE_BUFFERING);
    Files.writeString(folder.resolve("sb.c"), STORE_BUFFERING_IN_C);
    Files.writeString(folder.resolve("sb.schedule"), "tso:\nP0 P1 P0 P1\n");
    Files.writeString(folder.resolve("wakeup.c"), KernelSources.BASE.text("races/wakeup.c"));
    Files.writeString(
        folder.resolve("wakeup.schedule"),
        "tso: P0 P0 P0 P0.drain P1 P1 P1 P1 P1 P1 P1.drain P1 P1 P1\n");
    Files.writeString(
        folder.resolve("setup.c"),
        "int x, y; void setup(void) { x = 5; } int P0(void) { return x; }\n"
            + "/* locations [y;] exists (0:eax=0) */\n");
    Files.writeString(
        folder.resolve("rep67.s"),
        ".globl f\nf: movabs $0x100000000, %rcx\n"
            + " repne scasb %es:(%edi), %al\n mov %rcx, %rax\n ret\n");
    String object = folder.resolve("peek.o").toString();
    Shell.run("", "compile", folder.resolve("peek.c").toString(), "-o", object);
    return Stream.of(
        new Case(
            "disassemble FOLDER/peek.c --stages peek",
            0,
            List.of("mov    (%rdi),%rax", "load8(t", "JVM bytecode", "    lload ", "; lstore ")),
        new Case("run FOLDER/rep67.s --call f", 0, List.of("returned 0x0")),
        new Case("run FOLDER/rep67.s --call f --cpu intel", 0, List.of("returned 0x0")),
        new Case("run FOLDER/rep67.s --call f --cpu amd", 0, List.of("returned 0x100000000")),
        new Case(
            "measure FOLDER/rep67.s --call f --cpu amd --json",
            0,
            List.of("\"value\": \"0x100000000\"")),
        new Case("disassemble FOLDER/peek.o -F 0x1", 0, List.of("<peek>:")),
        new Case(
            "disassemble FOLDER/peek.o -F peek",
            0,
            List.of("peek.o:     file format elf64-x86-64", "<peek>:", "mov    (%rdi),%rax")),
        new Case("disassemble FOLDER/cpuid.s --stages f", 0, List.of("f: nothing is translated")),
        new Case(
            "measure FOLDER/peek.o --call peek --args @peek --json",
            0,
            List.of("\"compiler\": \"own\"", "\"instructions\": 2,")),
        new Case(
            "measure FOLDER/mine.c --call lookup --setup make --config V0 --config V1 --json",
            0,
            List.of(
                "\"host\": \"lookup\"",
                "\"config\": \"V1\"",
                "\"leafInCode\": \"leaf\"",
                "\"leafInCode\": \"calls\"",
                "\"leafOnPath\": true",
                "\"codeBytes\": ",
                "\"preempt count\": 2",
                "\"functions\": {")),
        new Case(
            "measure FOLDER/mine.c --call lookup --args @node,3 --config V5",
            0,
            List.of("asm call only", " 42\n", "preempt count")),
        new Case(
            "measure FOLDER/mine.c --call lookup --args @node,3 --args @node,4 --config V1 --listing",
            0,
            List.of(
                "V1      own       @node,4",
                "The path of V1 own @node,3:",
                "lookup: 1",
                "  1  frame             push   %rbx",
                " current_thread_info thread_info.h:",
                "  1  resched test      ")),
        new Case(
            "measure FOLDER/mine.c --call lookup --args @node,3 --config V1 --frame prologue"
                + " --frame frame-pointer --cflags -O2 --cflags -Wall --json",
            0,
            List.of(
                "\"frame\": \"prologue\"",
                "\"frame\": \"frame-pointer\"",
                "\"cflags\": \"-Wall\"",
                "\"args\": [\"0x",
                "{\"symbol\": \"preempt_schedule\", \"file\": ",
                "\"calls\": 0, \"tail\": false, \"cold\": true}")),
        new Case(
            "compare FOLDER/mine.c --call lookup --args @node,3 --config V1 --config V5",
            0,
            List.of(
                "first:  V1 own",
                "second: V5 own",
                "-      1          frame             push   %rbx",
                "  thread_info                    -4       0      0",
                "no longer saves rbx, held over preempt_schedule")),
        new Case(
            "compare FOLDER/mine.c FOLDER/mine.c --call lookup --args @node,3 --config V1",
            0,
            List.of("mine.c", "  sum                             0       0      0")),
        new Case(
            "blame FOLDER/mine.c --call lookup --args @node,3 --config V1 --config V5",
            0,
            List.of(
                "  preempt_schedule  schedule.h:",
                "cold      2       1      8       0           yes",
                "lookup, V5 own: ",
                "  it has no call that the compiler knows of")),
        new Case(
            "run FOLDER/mine.c --call lookup --setup make --config V1 --trace",
            0,
            List.of("returned 0x2a (42)", "rax=2a", "stackBytes")),
        new Case(
            "run FOLDER/mine.c --call lookup --setup make --config V1 --json",
            0,
            List.of(
                "\"stop\": \"return\"",
                "\"value\": \"0x2a\"",
                "\"engine\": \"translator\"",
                "\"translated\": 0")),
        new Case(
            "run FOLDER/spin.c --call spin --max-instructions 100 --json",
            3,
            List.of("\"stop\": \"limit\"", "\"instructions\": 100,")),
        new Case(
            "run FOLDER/peek.c --call peek --args 0x10 --json",
            3,
            List.of("\"stop\": \"fault\"", "\"kind\": \"#PF\"", "\"address\": \"0x10\"")),
        new Case(
            "run FOLDER/deep.c --call deep --stack 8192",
            3,
            List.of("#PF writing", "just below the stack of 8192 bytes", "<deep")),
        new Case("compile FOLDER/mine.c -o -", 0, List.of("ELF", "lookup")),
        new Case("compile -S FOLDER/mine.c -o - --frame frame-pointer", 0, List.of("%rbp")),
        new Case("compile -S FOLDER/mine.c -O2 -Wall", 0, List.of("lookup:", "\tret\n")),
        new Case(
            "disassemble FOLDER/mine.c --config V1",
            0,
            List.of("file format elf64-x86-64", "<lookup>:", "Disassembly of section .text:")),
        new Case(
            "disassemble FOLDER/mine.c --config V1 --roles --source",
            0,
            List.of("thread_info", "preempt_count_add:", "frame", "lookup:")),
        new Case(
            "reproduce thunk folding --compiler own",
            0,
            List.of(
                "Claim thunk (\"Optimizing full preemption\")",
                "own: mean of a call of each fast path that has a region",
                "seen in how many cases",
                "Verdict on folding: CONFIRMED",
                "  thunk    CONFIRMED  CONFIRMED\n")),
        new Case(
            "reproduce thunk --compiler own --json",
            0,
            List.of(
                "\"claim\": \"thunk\"",
                "\"verdicts\": {\"own\": \"CONFIRMED\"}",
                "\"criterion\": \"a function that has no frame without preemption has none under V5\"",
                "\"quantifier\": \"ALL\"",
                "\"reason\": \"has a frame even without preemption, which the call uses too\"",
                "\"evidence\": [",
                "\"measurements\": [",
                "\"problems\": []")),
        new Case(
            "validate early-out region-pair --config V0 --config V5 --compiler own",
            0,
            List.of(
                """
                fast paths   V0  V5
                  early-out   .   .

                contexts       V0  V5
                  region-pair   .   .
                """,
                "  own             4      4 ",
                "0 failures\n")),
        new Case(
            "validate early-out --config V5 --compiler own --depth 1 --json",
            0,
            List.of(
                "\"compilers\": [\"own\"]",
                "\"nestedRuns\": 0,",
                "\"failures\": 0,",
                "\"host\": \"early-out\"",
                "\"passed\": true",
                "\"violations\": []")),
        new Case(
            "validate region-pair --config V5 --at 2,60",
            0,
            List.of(
                "-- vector 0x36, before ",
                "-- back from vector 0x37",
                "iretq",
                "every check passed\n")),
        new Case(
            "litmus FOLDER/sb.litmus",
            0,
            List.of(
                """
                Test SB Allowed
                States 4
                0:EAX=0; 1:EAX=0;
                0:EAX=0; 1:EAX=1;
                0:EAX=1; 1:EAX=0;
                0:EAX=1; 1:EAX=1;
                Ok
                Witnesses
                Positive: 1 Negative: 3
                Condition exists (0:EAX=0 /\\ 1:EAX=0)
                Observation SB Sometimes 1 3
                """)),
        new Case(
            "litmus FOLDER/sb.litmus FOLDER/sb.c --model sc --json",
            0,
            List.of(
                "\"name\": \"SB\"",
                "\"name\": \"sb\"",
                "{\"0:EAX\": 0, \"1:EAX\": 1}",
                "{\"0:eax\": 1, \"1:eax\": 0, \"x\": 1, \"y\": 1}",
                "\"verdict\": \"Forbidden\"",
                "\"holds\": false",
                "\"complete\": true",
                "\"explored\": ")),
        new Case(
            "litmus FOLDER/sb.litmus --witness",
            0,
            List.of("Schedule tso: P", "reads x = 0, done", "y = 1 reaches memory")),
        new Case("litmus FOLDER/sb.litmus --max-instructions 1", 3, List.of("Incomplete:")),
        new Case(
            "run FOLDER/sb.litmus --schedule FOLDER/sb.schedule",
            0,
            List.of("x = 1 is pending", "So far 0:EAX=0; 1:EAX=0;")),
        new Case(
            "litmus FOLDER/wakeup.c --config V3 --witness",
            0,
            List.of(
                "__preempt_count=0; schedules=0;",
                "Observation wakeup Sometimes 1 1",
                "incl %gs:__preempt_count",
                "lock orl $0x8",
                "writes P0's thread_info.flags = 8")),
        new Case(
            "run FOLDER/wakeup.c --config V3 --schedule FOLDER/wakeup.schedule",
            0,
            List.of("writes __preempt_count = 0x80000001", "So far __preempt_count=")),
        new Case("litmus FOLDER/setup.c", 0, List.of("0:eax=5; y=0;", "Never")),
        new Case("list --json", 0, List.of("\"hosts\": [", "\"compilers\": [", "\"own\"")),
        new Case("--version", 0, List.of("fastpath ")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(Case input) {
    String[] words = input.command().replace("FOLDER", folder.toString()).split(" ");
    Shell.Result result = Shell.run("", words);
    assertEquals(input.code(), result.code(), result.err());
    assertEquals("", result.err());
    assertAll(
        input.says().stream()
            .map(
                said -> () -> assertTrue(result.out().contains(said), said + "\n" + result.out())));
  }

  @Test
  void whatWasCompiledCanBeRun() {
    String object = folder.resolve("answer.o").toString();
    Shell.Result compiled =
        Shell.run("int f(int x) { return x + 1; }", "compile", "-", "-o", object);
    Shell.Result run = Shell.run("", "run", object, "--call", "f", "--args", "41");
    assertEquals("", compiled.err() + run.err());
    assertTrue(run.out().startsWith("returned 0x2a (42)"), run.out());
  }
}

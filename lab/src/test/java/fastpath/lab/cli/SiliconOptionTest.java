package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.isa.CpuProfile;
import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.workshop.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests {@code --silicon}: the code that runs on the host CPU, and the report about the host CPU's
 * results.
 */
class SiliconOptionTest {
  private static final String KERNEL =
      """
      #include <lab.h>
      #include <linux/rcupdate.h>
      static unsigned long cell = 41;
      unsigned long get(unsigned long *p)
      {
      	unsigned long v;

      	rcu_read_lock();
      	v = READ_ONCE(*p) + 1;
      	rcu_read_unlock();
      	return v;
      }
      void make(unsigned long args[6])
      {
      	lab_boot();
      	args[0] = (unsigned long)&cell;
      }
      """;
  private static final String USER =
      """
      #include <lab_message.h>
      static char buffer[64];
      unsigned long receive(void __user *from)
      {
      	return copy_from_user(buffer, from, 40);
      }
      void cut(unsigned long args[6])
      {
      	lab_boot();
      	lab_fill_user();
      	args[0] = lab_user_edge(19);
      }
      """;
  private static final String START =
      """
      	.globl _start
      _start:
      	movl $1, %eax
      	movl $1, %edi
      	leaq text(%rip), %rsi
      	movl $3, %edx
      	syscall
      	movq (%rsp), %rdi
      	addq $6, %rdi
      	movl $60, %eax
      	syscall
      	.data
      text:	.ascii "hi\\n"
      """;

  @TempDir static Path folder;

  /**
   * Skips the tests and prints the reason if the host CPU cannot be used; fails without cc if
   * cross-checks are required.
   */
  @BeforeAll
  static void need() {
    boolean present =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(d -> new File(d, "cc").canExecute());
    assertTrue(
        present || !"required".equals(System.getProperty("fastpath.cross-checks")),
        "there is no cc");
    try {
      SiliconCpu.open().close();
    } catch (LabException e) {
      System.out.println("SiliconOptionTest is skipped: " + e.getMessage());
      Assumptions.abort(e.getMessage());
    }
  }

  /**
   * A command line with the expected exit code and a part of the output; FOLDER stands for the
   * folder with the files.
   */
  record Case(String command, int code, String says) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Case> cases() throws IOException {
    write("kernel.c", KERNEL);
    write("user.c", USER);
    write("start.s", START);
    write(
        "rep.s",
        "f:\tmovl $9, %ecx\n\trep stosb\n\tpushfq\n\tpopq %rax\n\tret\n\t.data\ntable: .skip 16\n");
    write(
        "rep67.s",
        "f:\tmovabs $0x100000000, %rcx\n\trepne scasb %es:(%edi), %al\n\tmov %rcx, %rax\n\tret\n");
    write("clock.s", "f:\trdtsc\n\tpushq %rax\n\tpopq %rcx\n\tret\n");
    write("deep.c", "long f(long n) { return n ? n + f(n - 1) : 0; }\nlong table[64];\n");
    write("fault.c", "long f(long *p) { return *p; }\n");
    write("halt.s", "f:\thlt\n");
    write("spin.s", "f:\tjmp f\n");
    write("main.c", "int main(void) { return 7; }\n");
    write("forbidden.s", "f:\tmovl $39, %eax\n\tsyscall\n\tret\n");
    write("long.s", "f:\t.fill 14,1,0x2e\n\t.byte 0x0f,0x1f,0xc0\n\tret\n");
    write("store.s", "f:\tmovq $1, (%rdi)\n\tret\n");
    write("leap.s", "f:\tjmp *%rdi\n");
    write("gs.s", "f:\tmovb %fs:8, %al\n\tret\n");
    write("divide.s", "f:\txorl %ecx, %ecx\n\tdivl %ecx\n\tret\n");
    write("breakpoint.s", "f:\tnop\n\tint3\n\tret\n");
    write("gate.s", "f:\tint $0x41\n\tret\n");
    write("legacy.s", "f:\tmovl $20, %eax\n\tint $0x80\n\tret\n");
    write("cli.s", "f:\tcli\n\tmovl $1, %eax\n\tret\n");
    write("out.s", "f:\toutb %al, $0x80\n\tret\n");
    write("popf.s", "f:\tpushq $0x102\n\tpopfq\n\tnop\n\tret\n");
    write("iopl.s", "f:\tpushq $0x3202\n\tpopfq\n\tpushfq\n\tpopq %rax\n\tret\n");
    write("iret.s", "f:\tiretq\n");
    write(
        "shadow.s",
        "f:\tpushq %rbx\n\tmovl %ss, %ebx\n\tpushq %rbx\n\tmovw (%rsp), %ss\n\tpushfq\n"
            + "\tpopq %rax\n\tmovl %ebx, %ss\n\tcall 1f\n1:\taddq $16, %rsp\n\tpopq %rbx\n"
            + "\tret\n");
    write("selector.s", "f:\tmovl $0x1b, %eax\n\tmovl %eax, %ds\n\tret\n");
    write(
        "descriptor.s",
        "f:\tmovl %cs, %ecx\n\tlarl %ecx, %eax\n\tlsll %ecx, %edx\n\tverw %cx\n\tsetz %sil\n"
            + "\tmovl $0x18, %ecx\n\tverr %cx\n\tsetz %dil\n\tret\n");
    write(
        "undefined.s",
        "f:\tmovl $5, %eax\n\tandl $12, %eax\n\tmovl $0x100, %ebx\n\tshll $40, %eax\n"
            + "\tbtl $3, %eax\n\tbsfl %ebx, %ecx\n\tpushfq\n\tpopq %rax\n\tret\n");
    // The time-stamp counter always differs between the emulator and the host CPU.
    write("product.s", "f:\timull %edi, %edi\n\tpushfq\n\tpopq %rcx\n\trdtsc\n\tret\n");
    write("shift.s", "f:\tshll $3, %edi\n\tseto t(%rip)\n\trdtsc\n\tret\n\t.data\nt:\t.byte 0\n");
    return Stream.of(
        new Case("run FOLDER/product.s --call f --args 3", 0, "undefined flag of imul"),
        new Case("run FOLDER/product.s --call f --args 3 --json", 0, "\"agrees\": null"),
        new Case("run FOLDER/shift.s --call f --args 3", 0, "silicon cannot tell: the run uses"),
        new Case("run FOLDER/fault.c --call f --args 16 --json", 3, "\"errorCode\": \"0x0\""),
        new Case("run FOLDER/deep.c --call f --args 40", 0, "silicon agrees: "),
        new Case("run FOLDER/deep.c --call f --args 40 --json", 0, "\"agrees\": true"),
        new Case("run FOLDER/rep.s --call f --args @f", 3, "silicon agrees: 1 instructions, 0 rep"),
        new Case("run FOLDER/rep.s --call f --args @table", 0, "agrees: 5 instructions, 9 rep"),
        new Case("run FOLDER/start.s", 0, "silicon agrees: 9 instructions"),
        new Case("run FOLDER/start.s --json", 0, "\"exitCode\": 7"),
        new Case("run FOLDER/main.c", 0, "returned 0x7"),
        new Case("run FOLDER/fault.c --call f --args 16", 3, "silicon agrees: 0 instructions"),
        new Case("run FOLDER/halt.s --call f", 0, "silicon agrees: 1 instructions"),
        new Case("run FOLDER/forbidden.s --call f", 3, "silicon agrees: 1 instructions"),
        new Case("run FOLDER/spin.s --call f --max-instructions 99", 3, "silicon was not asked"),
        new Case("run FOLDER/long.s --call f", 3, "silicon agrees: 0 instructions"),
        new Case("run FOLDER/store.s --call f --args 0x123456", 3, "silicon agrees: 0 inst"),
        new Case("run FOLDER/store.s --call f --args @f", 3, "silicon agrees: 0 instructions"),
        new Case("run FOLDER/store.s --call f --args 0x1234567812345678", 3, "silicon agrees: 0"),
        new Case("run FOLDER/store.s --call f --args 0xffffffff81000000", 3, "silicon agrees: 0"),
        new Case("run FOLDER/leap.s --call f --args 0x7654321000", 3, "silicon agrees: 1 inst"),
        new Case("run FOLDER/leap.s --call f --args 0x28000000", 3, "silicon agrees: 1 inst"),
        new Case("run FOLDER/leap.s --call f --args 0xffffffffff600000", 3, "was not run: 0xfff"),
        new Case("run FOLDER/gs.s --call f", 3, "silicon agrees: 0 instructions"),
        new Case("run FOLDER/divide.s --call f", 3, "silicon agrees: 1 instructions"),
        new Case("run FOLDER/breakpoint.s --call f", 3, "silicon agrees: 1 instructions"),
        new Case("run FOLDER/gate.s --call f", 3, "silicon agrees: 0 instructions"),
        new Case("run FOLDER/legacy.s --call f", 3, "silicon was not run: 0x10000005 f+0x5: a sof"),
        new Case("run FOLDER/legacy.s --call f --json", 3, "\"agrees\": null"),
        new Case("run FOLDER/cli.s --call f", 0, "silicon was not run: 0x10000000 f: cli is priv"),
        new Case("run FOLDER/out.s --call f", 3, "silicon agrees: 0 instructions"),
        new Case("run FOLDER/popf.s --call f", 0, "popf sets the trap flag"),
        new Case("run FOLDER/iopl.s --call f", 0, "popf changes IF or IOPL"),
        new Case("run FOLDER/iret.s --call f", 3, "a far transfer goes through"),
        new Case("run FOLDER/shadow.s --call f", 0, "silicon agrees: 11 instructions, 0 rep"),
        new Case("run FOLDER/selector.s --call f", 3, "silicon agrees: 1 instructions"),
        new Case("run FOLDER/descriptor.s --call f", 0, "silicon agrees: 9 instructions"),
        new Case("run FOLDER/undefined.s --call f", 0, "silicon "),
        new Case("run FOLDER/clock.s --call f", 1, "silicon differs:"),
        new Case("run FOLDER/rep67.s --call f", 0, "silicon agrees"),
        new Case("run FOLDER/main.c --cpu OTHER", 2, "with --silicon: the host CPU is"),
        new Case("run FOLDER/main.c --trace", 2, "--silicon and --trace"),
        new Case("run FOLDER/kernel.c --call get --setup make --config V1", 0, "silicon agrees"),
        new Case("measure FOLDER/clock.s --call f", 1, "- own: silicon differs:"),
        new Case(
            "measure FOLDER/kernel.c --call get --setup make --config V0 --config V5",
            0,
            "V5 own: silicon agrees"),
        // The presets A0 and M0 have exception tables of 8-byte entries and of 12-byte entries.
        new Case(
            "measure FOLDER/user.c --call receive --setup cut --config A0",
            0,
            "A0 own: silicon agrees"),
        new Case(
            "measure FOLDER/user.c --call receive --setup cut --config M0",
            0,
            "M0 own: silicon agrees"),
        new Case("measure FOLDER/deep.c --call f --args 3 --json", 0, "\"differences\": []"));
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Returns the maker, Intel or AMD, that did not make the host CPU. */
  private static String other() {
    return SiliconCpu.hostProfile() == CpuProfile.INTEL ? "amd" : "intel";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatTheHostCpuDid(Case input) {
    List<String> words =
        Stream.of((input.command() + " --silicon").split(" "))
            .map(word -> word.replace("FOLDER", folder.toString()).replace("OTHER", other()))
            .toList();
    Shell.Result result = Shell.run("", words.toArray(String[]::new));
    String said = result.out() + result.err();
    assertAll(
        () -> assertTrue(said.contains(input.says()), said),
        () -> assertEquals(input.code(), result.code(), said));
  }
}

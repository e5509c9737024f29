package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that any bad input leads to exit code 2 and one line that says what is wrong and where. */
class BadInputTest {
  @TempDir static Path folder;

  /**
   * @param command the command line; FOLDER stands for a folder with the files of {@link #files}
   * @param says a part of the line on stderr
   */
  record Case(String command, String stdin, String says) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Case> cases() throws IOException {
    files();
    return Stream.of(
        new Case("", "", "which command?"),
        new Case("frobnicate", "", "frobnicate"),
        new Case("mesure FOLDER/a.c", "", "no command mesure (did you mean measure?); see"),
        new Case("list --frob", "", "no option --frob; see fastpath list --help"),
        new Case("list --jsno", "", "no option --jsno (did you mean --json?); see fastpath list"),
        new Case("reproduce leef", "", "no claim leef (did you mean leaf?); fastpath list"),
        new Case("reproduce leaf --config 3.11-nome", "", "no preset (did you mean 3.11-none?);"),
        new Case("validate hash-lokup", "", "(did you mean hash-lookup?); fastpath list"),
        new Case("help mesure", "", "did you mean measure?"),
        new Case("reproduce nonsense", "", "no claim nonsense; fastpath list names them all"),
        new Case("reproduce leaf --article", "", "--article: takes no claims"),
        new Case("reproduce --article --overlay FOLDER", "", "without --overlay"),
        new Case("reproduce leaf --config V99", "", "--config V99: no such file, and no preset"),
        new Case("reproduce leaf --compiler /no/cc", "", "--compiler /no/cc: not found"),
        new Case(
            "reproduce leaf --config FOLDER/bad.config",
            "",
            "bad.config:2:1: unknown symbol CONFIG_NO_SUCH_SYMBOL"),
        new Case(
            "validate nobody", "", "no fast path nobody to validate; fastpath list names them all"),
        new Case("validate --depth 3", "", "--depth 3: 1 or 2"),
        new Case("validate --pairs few", "", "--pairs few: a number, or all"),
        new Case("validate --at 3", "", "--at takes one fast path and one --config"),
        new Case(
            "validate early-out --config V1 --compiler own --at 999999",
            "",
            "--at 999999: the call has ended before, after "),
        new Case(
            "validate early-out --config V1 --compiler own --at 3,999999",
            "",
            "--at 999999: the call has ended before, after "),
        new Case("validate early-out --config V1 --at 3,x", "", "--at 3,x: a number"),
        new Case("run", "", "fastpath run: a FILE is needed"),
        new Case("compile", "", "fastpath compile: a FILE is needed"),
        new Case("measure x.c --call", "", "fastpath measure: --call needs F"),
        new Case("measure x.c --call --args", "", "fastpath measure: --call needs F"),
        new Case(
            "measure x.c --max-instructions x", "", "--max-instructions x: not a whole number"),
        new Case("measure x.c --call f --call g", "", "--call is given twice"),
        new Case("list --json=yes", "", "--json takes no value, and yes is given"),
        new Case("list all", "", "fastpath list: the argument all is one too many"),
        new Case("completion ksh", "", "fastpath completion ksh: bash, zsh, fish"),
        new Case("run FOLDER/absent.c --call f", "", "absent.c: no such file"),
        new Case("run FOLDER --call f", "", "a folder, not a file"),
        new Case("run FOLDER/text.o --call f", "", "text.o"),
        new Case("disassemble FOLDER/good.c --stages nobody", "", "no symbol nobody"),
        new Case("run FOLDER/empty.a", "", "empty.a: nothing to link"),
        new Case("run FOLDER/cut.a", "", "cut.a: not a whole archive: cut off"),
        new Case(
            "run FOLDER/vector.s --call f",
            "",
            "vector.s:1:1: instruction of sse: `addps'; compile with -mgeneral-regs-only"),
        new Case("run FOLDER/good.c --engine qemu --call f", "", "--engine qemu"),
        new Case(
            "run FOLDER/good.c --cpu via --call f",
            "",
            "--cpu via: no such CPU; these are: base, sapphire-rapids, zen4, haswell, intel, amd, host"),
        new Case(
            "measure FOLDER/good.c --cpu i386 --call f",
            "",
            "--cpu i386: no such CPU; these are: base, sapphire-rapids, zen4, haswell, intel, amd, host"),
        new Case("run FOLDER/good.c --call f --args 1,2,3,4,5,6,7", "", "six are the most"),
        new Case("run FOLDER/good.c --call f --args 1x", "", "--args 1x: neither an integer"),
        new Case("run FOLDER/good.c --call f --stack 1000", "", "--stack 1000: a power of two"),
        new Case("run FOLDER/good.c --call f --stack many", "", "--stack"),
        new Case("run FOLDER/good.c --call f --max-instructions 0", "", "at least 1"),
        new Case("run FOLDER/good.c --call f --config V0 --config V1", "", "one at a time"),
        new Case("run FOLDER/good.c --call g", "", "--call g: no symbol g in the program"),
        new Case("run FOLDER/good.c --call f --setup g", "", "--setup g: no symbol g"),
        new Case("run FOLDER/good.c --call f --args @g", "", "--args @g: no symbol g"),
        new Case(
            "run FOLDER/good.c --call f --config FOLDER/raw.config", "", "raw.config: not UTF"),
        new Case("run FOLDER/good.c", "", "--call F is needed"),
        new Case("litmus FOLDER/absent.litmus", "", "absent.litmus: no such file"),
        new Case("litmus FOLDER/text.o --model pso", "", "--model pso: tso or sc"),
        new Case("litmus FOLDER/text.o --max-instructions 0", "", "at least 1"),
        new Case("litmus -", "", "<stdin>:1: expected X86 or X86_64 and the test's name"),
        new Case("litmus -", "X86 T\n", "<stdin>:2: expected { and the first values"),
        new Case("litmus -", "X86 T\n{ x=0;\n P0 ;\n", "<stdin>:2: expected } after this {"),
        new Case("litmus -", "X86 T\n(* {\n", "<stdin>:2: expected *) after this (*"),
        new Case("litmus -", "X86 T\nhello\n{}\n", "<stdin>:2: expected {, \"...\" or Key=Value"),
        new Case("litmus -", "X86 T\n{\nx=?;}\nP0;\n", "<stdin>:3: expected a word, a number"),
        new Case("litmus -", "X86 T\n{\nx=;}\nP0;\n", "<stdin>:3: expected a number or a variable"),
        new Case(
            "litmus -", "X86 T\n{ float x; }\nP0;\n", "<stdin>:2: expected a type such as int"),
        new Case("litmus -", "X86 T\n{ 1:EAX=1; }\nP0;\n", "<stdin>:2: expected a CPU from 0 to 0"),
        new Case("litmus -", "X86 T\n{}\n", "expected the row P0 | P1 ... ;"),
        new Case("litmus -", "X86 T\n{}\nP0 | P2 ;\n", "<stdin>:3: expected P1, found `P2'"),
        new Case("litmus -", "X86 T\n{}\nP0;\nMOV [x],$1\n", "<stdin>:4: expected ; at the end"),
        new Case(
            "litmus -", "X86 T\n{}\nP0;\nNOP|NOP;\n", "<stdin>:4: expected 1 columns, found 2"),
        new Case("litmus -", "X86 T\n{}\nP0;\nMUV [x],$1;\n", "<stdin>:4: expected an instruction"),
        new Case(
            "litmus -", "X86 T\n{}\nP0;\nMOV [x],?;\n", "<stdin>:4: expected a register, $number"),
        new Case(
            "litmus -", "X86 T\n{}\nP0;\nJNE L;\n", "<stdin>:4: expected a label of this column"),
        new Case("litmus -", "X86 T\n{}\nP0;\nL: NOP;\nL: NOP;\n", "<stdin>:5: expected one label"),
        new Case(
            "litmus -",
            "X86_64 T\n{}\nP0;\nmovl $1,(%rfx);\n",
            "<stdin>:4: expected a register, found `%rfx'"),
        new Case("litmus -", "X86 T\n{x;}\nP0;\nNOP;\nexists x\n", "expected =, found the end"),
        new Case(
            "litmus -",
            "X86 T\n{x;}\nP0;\nNOP;\nexists (x=1\n/\\)",
            "<stdin>:6: expected a variable"),
        new Case(
            "litmus -",
            "X86 T\n{x;}\nP0;\nNOP;\nexists (x=1",
            "<stdin>:5: expected ), found the end"),
        new Case(
            "litmus -", "X86 T\n{}\nP0;\nNOP;\n~forall (x=1)", "expected exists, found `forall'"),
        new Case(
            "litmus -",
            "X86 T\n{x;y;}\nP0;\nNOP;\nlocations [x;\ny",
            "<stdin>:6: expected ; or ], found"),
        new Case(
            "litmus -",
            "X86 T\n{}\nP0;\nNOP;\nexists (0:EFX=1)",
            "expected a register, found `EFX'"),
        new Case(
            "litmus -",
            "X86_64 T\n{}\nP0;\nmovl $1,($x);\n",
            "<stdin>:4: expected operands that the instruction takes, found `movl $1,($x)'"),
        new Case("litmus FOLDER/good.c", "", "good.c:1: expected a function P0"),
        new Case("run FOLDER/good.c FOLDER/good.c --schedule tso:", "", "one litmus test, not 2"),
        new Case("run FOLDER/good.c --schedule P0", "", "--schedule: expected tso: or sc:"),
        new Case("measure FOLDER/good.c", "", "--call F is needed"),
        new Case("compare FOLDER/good.c", "", "--call F is needed"),
        new Case("blame FOLDER/good.c", "", "--call F is needed"),
        new Case(
            "compare FOLDER/good.c --call f --config V0 --config V1 --config V5",
            "",
            "two rows are compared, and these are 3"),
        new Case(
            "measure FOLDER/good.c --call f --listing --format csv",
            "",
            "--listing is for a table and JSON, not --format csv"),
        new Case("report list", "", "-o"),
        new Case("report -o - compile FOLDER/good.c", "", "compile is no command with --json"),
        new Case("report -o - measur FOLDER/good.c", "", "did you mean measure?"),
        new Case("report -o FOLDER/none/a.html list", "", "no such folder"),
        new Case("report -o FOLDER/good.c run FOLDER/good.c --call f", "", "this is the source"),
        new Case(
            "measure FOLDER/good.c --call f --frame leaf",
            "",
            "--frame leaf: shrink-wrapped, prologue or frame-pointer"),
        new Case(
            "run FOLDER/good.c --call f --args 1 --args 2",
            "",
            "--args: one set at a time here, not 1 and 2"),
        new Case(
            "run FOLDER/good.c --call f --cflags -O2 --cflags -O1",
            "",
            "--cflags: one at a time here"),
        new Case(
            "measure FOLDER/good.c FOLDER/debug.s --call f --compiler own",
            "",
            "debug.s: malformed .debug_line: version 9 at 0x6"),
        new Case("measure FOLDER/good.c --call f -D 1x", "", "-D 1x: not the name of a macro"),
        new Case("compile FOLDER/notes.txt", "", "notes.txt: not a source"),
        new Case("compile FOLDER/good.c --frame none", "", "--frame none: shrink-wrapped"),
        new Case("compile FOLDER/good.c -o FOLDER/no/x.o", "", "x.o: no such folder"),
        new Case("compile FOLDER/good.c -o FOLDER", "", ": a folder"),
        new Case("compile --nonsense FOLDER/good.c", "", "--nonsense"),
        new Case("compile - -S", "int f(void) {\n  return x;\n}\n", "<stdin>:2:10: "),
        new Case("compile - -S", "int f(struct s *p)\n{ return p->x; }\n", "<stdin>:2:"),
        new Case("compile - -S", "double f(double x) { return x; }\n", "<stdin>:1:1: "),
        new Case("compile - -S", "#include <no/such.h>\n", "<stdin>:1:"),
        new Case(
            "compile - -S -I FOLDER", "#include <raw.config>\n", "<stdin>:1:2: raw.config: not"),
        new Case("disassemble FOLDER/text.o", "", "text.o: not an ELF file"),
        new Case("disassemble FOLDER/arm.o", "", "arm.o: not an ELF file for x86-64"),
        new Case("disassemble FOLDER/damaged.o", "", "damaged.o: malformed ELF file: header cut"),
        new Case("disassemble FOLDER/good.c -F 0xg", "", "-F 0xg: not an address"),
        new Case("disassemble FOLDER/good.c -F nobody", "", "-F nobody: no function nobody in"));
  }

  private static void files() throws IOException {
    Files.writeString(folder.resolve("good.c"), "int f(int x) { return x + 1; }\n");
    Files.writeString(folder.resolve("notes.txt"), "nothing\n");
    Files.writeString(folder.resolve("text.o"), "not an object\n");
    byte[] elf = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
    Files.write(folder.resolve("damaged.o"), Arrays.copyOf(elf, 20));
    elf[16] = 1;
    elf[18] = (byte) 183;
    Files.write(folder.resolve("arm.o"), elf);
    Files.writeString(folder.resolve("empty.a"), "!<arch>\n");
    Files.writeString(folder.resolve("cut.a"), "!<arch>\nmember/");
    Files.writeString(folder.resolve("vector.s"), "f: addps %xmm0, %xmm1\n");
    Files.writeString(
        folder.resolve("debug.s"), "g: ret\n.section .debug_line\n.long 2\n.value 9\n");
    Files.writeString(folder.resolve("bad.config"), "CONFIG_PREEMPT=y\nCONFIG_NO_SUCH_SYMBOL=y\n");
    Files.write(folder.resolve("raw.config"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysOneLine(Case input) {
    List<String> words =
        Stream.of(input.command().split(" "))
            .filter(word -> !word.isEmpty())
            .map(word -> word.replace("FOLDER", folder.toString()))
            .toList();
    Shell.Result result = Shell.run(input.stdin(), words.toArray(String[]::new));
    assertAll(
        () -> assertTrue(result.err().contains(input.says()), result.err()),
        () -> assertEquals(1, result.err().lines().count(), result.err()),
        () -> assertEquals(2, result.code()),
        () -> assertTrue(!result.err().contains("internal error"), result.err()));
  }
}

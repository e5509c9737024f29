package fastpath.tests;

import static fastpath.tests.ScalingInput.each;
import static fastpath.tests.ScalingInput.lines;

import java.util.List;
import java.util.function.IntFunction;

/** Assembly sources for the scaling test: one construct, repeated or nested any number of times. */
final class ScalingAssembly {
  private ScalingAssembly() {}

  static List<ScalingInput> all() {
    return List.of(
        s("instructions", n -> each(n, "\tmov $%d, %%eax\n", i -> i)),
        s("sections", n -> each(n, "\t.section s%d,\"a\"\n\t.long %d\n", i -> i)),
        s("symbols", n -> each(n, "l%d:\t.quad l%d\n", i -> i)),
        s("forward jumps", n -> each(n, "\tjmp l%d\n", i -> i) + each(n, "l%d:\tnop\n", i -> i)),
        s("backward jumps", n -> each(n, "l%d:\tjmp l%d\n", i -> i / 2)),
        s("local labels", n -> "1:\tjmp 1b\n\tjne 1f\n".repeat(n) + "1:\n"),
        s("repetition", n -> "\t.rept " + n + "\n\tnop\n\t.endr\n"),
        s("nested repetition", n -> "\t.rept 1\n".repeat(n) + "\tnop\n" + "\t.endr\n".repeat(n)),
        s(
            "macro uses",
            n -> "\t.macro m a\n\tmov $\\a, %eax\n\t.endm\n" + each(n, "\tm %d\n", i -> i)),
        s("macros", n -> each(n, "\t.macro m%d\n\t.long %d\n\t.endm\n\tm%1$d\n", i -> i)),
        s(
            "nested macro uses",
            n ->
                "\t.macro m0\n\tnop\n\t.endm\n"
                    + lines(n, "\t.macro m%1$d\n\tm%2$d\n\t.endm", i -> i - 1)
                    + "\tm"
                    + n
                    + "\n"),
        s(
            "assignments",
            n -> "a0 = 1\n" + lines(n, "a%1$d = a%2$d + 1", i -> i - 1) + "\t.quad a" + n + "\n"),
        s("sum", n -> "\t.quad 1" + each(n, " + %d", i -> i) + "\n"),
        s("parentheses", n -> "\t.quad " + "(".repeat(n) + "1" + ")".repeat(n) + "\n"),
        s("values", n -> "\t.long 0" + each(n, ", %d", i -> i) + "\n"),
        s("string", n -> "\t.ascii \"" + "abcdefgh".repeat(n) + "\"\n"),
        s("alignments", n -> "\tnop\n\t.p2align 4\n".repeat(n)),
        s("conditions", n -> "\t.if 1\n".repeat(n) + "\tnop\n" + "\t.endif\n".repeat(n)),
        s(
            "pushed sections",
            n -> "\t.pushsection .data\n".repeat(n) + "\t.long 1\n" + "\t.popsection\n".repeat(n)),
        s("leb128", n -> each(n, "l%d:\t.uleb128 e - l%d\n", i -> i) + "e:\n"),
        s("call frames", n -> "\t.cfi_startproc\n\tnop\n\t.cfi_endproc\n".repeat(n)),
        s(
            "frame changes",
            n ->
                "\t.cfi_startproc\n"
                    + each(n, "\tpush %%rax\n\t.cfi_def_cfa_offset %d\n", i -> 8 * i + 16)
                    + "\t.cfi_endproc\n"),
        s("lines", n -> "\t.file 1 \"t.c\"\n" + each(n, "\t.loc 1 %d\n\tnop\n", i -> i + 1)),
        s("weak symbols", n -> each(n, "\t.weak w%d\n\tcall w%d\n", i -> i)));
  }

  private static ScalingInput s(String name, IntFunction<String> text) {
    return ScalingInput.source("assembly: " + name, "t.s", text);
  }
}

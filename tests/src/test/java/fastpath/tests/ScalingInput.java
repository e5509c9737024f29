package fastpath.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A source text of any size: one construct, repeated or nested.
 *
 * @param name which construct
 * @param file a name whose ending says the format
 * @param text the source for a number of repetitions
 */
record ScalingInput(String name, String file, IntFunction<String> text) {
  private static final String LINE = "\n";

  @Override
  public String toString() {
    return name;
  }

  /** Every kind that the scaling test doubles. */
  static List<ScalingInput> all() {
    List<ScalingInput> all = new ArrayList<>();
    all.addAll(preprocessor());
    all.addAll(expressions());
    all.addAll(statements());
    all.addAll(declarations());
    all.addAll(functions());
    all.addAll(assembly());
    return all;
  }

  private static List<ScalingInput> preprocessor() {
    return List.of(
        c(
            "macro chain",
            n ->
                "#define m0 1\n"
                    + lines(n, "#define m%d m%d", i -> i - 1)
                    + "int f = m"
                    + n
                    + ";\n"),
        c(
            "macro definitions",
            n -> each(n, "#define m%d %d\n", i -> i) + each(n, "int v%d = m%d;\n", i -> i)),
        c(
            "nested macro calls",
            n -> "#define g(x) x\nint f = " + "g(".repeat(n) + "1" + ")".repeat(n) + ";\n"),
        c(
            "macro calls",
            n -> "#define g(x, y) ((x) + y)\nint a[] = {" + each(n, "g(%d, %d),", i -> i) + "};\n"),
        c("pasted tokens", n -> "#define j(x, y) x##y\n" + each(n, "int j(a, %d) = %d;\n", i -> i)),
        c(
            "macro arguments",
            n -> "#define v(...) __VA_ARGS__\nint a[] = {v(" + each(n, "%d,", i -> i) + "1)};\n"),
        c("conditional groups", n -> "#if 1\n".repeat(n) + "int a;\n" + "#endif\n".repeat(n)),
        c(
            "else-if directives",
            n -> "#if 0\n" + each(n, "#elif %d == 0\n", i -> i + 1) + "#endif\nint a;\n"),
        c("joined lines", n -> "int a = 1" + " \\\n + 1".repeat(n) + ";\n"),
        c("comments", n -> "/* c */".repeat(n) + "int a;\n"));
  }

  private static List<ScalingInput> expressions() {
    return List.of(
        c("parentheses", n -> f("return " + "(".repeat(n) + "a" + ")".repeat(n) + ";")),
        c("sum", n -> f("return a" + each(n, " + (a ^ %d)", i -> i) + ";")),
        c("unary operators", n -> f("return " + "~".repeat(n) + "a;")),
        c("ternaries", n -> f("return " + each(n, "a == %d ? %d : ", i -> i) + "0;")),
        c("logical operators", n -> f("return a" + each(n, " && a != %d", i -> i) + ";")),
        c("comma operators", n -> f("return a++" + ", a++".repeat(n) + ";")),
        c("adjacent literals", n -> "const char s[] = " + "\"ab\" ".repeat(n) + ";\n"),
        c("long literal", n -> "const char s[] = \"" + "abcdefgh".repeat(n) + "\";\n"),
        c("casts", n -> f("return " + "(long)".repeat(n) + "a;")),
        c(
            "subscripts",
            n -> "int h[2];\n" + f("return h" + "[h".repeat(n) + "[0]" + "]".repeat(n) + ";")),
        c("statement expressions", n -> f("return " + "({".repeat(n) + "a;" + "});".repeat(n))),
        c("assignments", n -> f("int b; return " + "b = ".repeat(n) + "a;")));
  }

  private static List<ScalingInput> statements() {
    return List.of(
        c("nested blocks", n -> f("{".repeat(n) + "a++;" + "}".repeat(n) + " return a;")),
        c("nested ifs", n -> f(each(n, "if (a != %d) ", i -> i) + "a++; return a;")),
        c(
            "else-if chain",
            n -> f(each(n, "if (a == %d) return %d; else ", i -> 3 * i) + "return 1;")),
        c("statements", n -> f(each(n, "v = v + %d;\n", i -> i) + "return v;")),
        c(
            "locals",
            n ->
                f(
                    each(n, "int x%d = v + %d;\n", i -> i)
                        + "v = x0"
                        + each(n, " + x%d", i -> i)
                        + "; return v;")),
        c("locals in memory", n -> f(each(n, "int x%d; g(&x%d);\n", i -> i) + "return v;")),
        c(
            "case labels",
            n ->
                f(
                    "switch (a) {"
                        + each(n, "case %d: v = %d; break;\n", i -> 3 * i)
                        + "} return v;")),
        c(
            "dense cases",
            n -> f("switch (a) {" + each(n, "case %d: return %d;\n", i -> i) + "} return v;")),
        c("loops", n -> f("for (int i = 0; i < v; i++) v++;\n".repeat(n) + "return v;")),
        c("nested loops", n -> f("while (v) ".repeat(n) + "a++; return a;")),
        c(
            "asm statements",
            n -> f("asm volatile(\"nop\" ::: \"memory\");\n".repeat(n) + "return v;")));
  }

  private static List<ScalingInput> declarations() {
    return List.of(
        c("array declarators", n -> "int a" + "[1]".repeat(n) + ";\n"),
        c("pointer declarators", n -> "int " + "*".repeat(n) + "p;\n"),
        c("nested declarators", n -> "int " + "(".repeat(n) + "p" + ")".repeat(n) + ";\n"),
        c("function declarators", n -> "int " + "(*".repeat(n) + "p" + ")(void)".repeat(n) + ";\n"),
        c(
            "typedef chain",
            n ->
                "typedef int t0;\n"
                    + lines(n, "typedef t%2$d *t%1$d;", i -> i - 1)
                    + "t"
                    + n
                    + " p;\n"),
        c(
            "pointer typedef dereferences",
            n ->
                "typedef int t0;\n"
                    + lines(n, "typedef t%2$d t%1$d[1];", i -> i - 1)
                    + "t"
                    + n
                    + " p;\n"),
        c(
            "struct members",
            n ->
                "struct s {"
                    + each(n, "int m%d;\n", i -> i)
                    + "} s;\nint f(void) { return 0"
                    + each(n, " + s.m%d", i -> i)
                    + "; }\n"),
        c("bit-fields", n -> "struct s {" + each(n, "int m%d : 3;\n", i -> i) + "} s;\n"),
        c("nested structs", n -> "struct {".repeat(n) + "int a;" + "} s;".repeat(n) + LINE),
        c(
            "anonymous structs",
            n ->
                "struct {".repeat(n)
                    + "int a;"
                    + "};".repeat(n - 1)
                    + "} s;\nint f(void) { return s.a; }\n"),
        c(
            "structs by value",
            n ->
                "struct s0 { int a; };\n"
                    + lines(n, "struct s%1$d { struct s%2$d m; };", i -> i - 1)
                    + "struct s"
                    + n
                    + " s;\n"),
        c("initializer list", n -> "int a[] = {" + each(n, "%d,", i -> i) + "};\n"),
        c("nested initializers", n -> "int a = " + "{".repeat(n) + "1" + "}".repeat(n) + ";\n"),
        c("designators", n -> "int a[] = {" + each(n, "[%d] = %d,", i -> i) + "};\n"),
        c("designators backwards", n -> "int a[] = {" + each(n, "[%d] = 1,", i -> n - i) + "};\n"),
        c(
            "local initializer",
            n ->
                "void g(int *);\nvoid f(void) { int a[] = {"
                    + each(n, "%d,", i -> i)
                    + "}; g(a); }\n"),
        c(
            "enum constants",
            n -> "enum e {" + each(n, "e%d,", i -> i) + "};\nint f = e" + (n - 1) + ";\n"),
        c("globals", n -> each(n, "int v%d = %d;\n", i -> i)),
        c("redeclarations", n -> "extern int v;\n".repeat(n)),
        c(
            "tentative arrays",
            n -> each(n, "static int v%d[2];\n", i -> i) + "int *f(void) { return v0; }\n"));
  }

  private static List<ScalingInput> functions() {
    return List.of(
        c("functions", n -> each(n, "int f%d(int a) { return a + %d; }\n", i -> i)),
        c(
            "callees",
            n ->
                each(n, "int g%d(int);\n", i -> i)
                    + f(each(n, "v += g%d(%d);\n", i -> i) + "return v;")),
        c(
            "chain of callees",
            n ->
                "static int g0(int a) { return a; }\n"
                    + lines(n, "static int g%1$d(int a) { return g%2$d(a) + 1; }", i -> i - 1)
                    + f("return g" + n + "(a);")),
        c("one callee", n -> f("g(0);\n".repeat(n) + "return v;")),
        c("parameters", n -> "int f(int a" + each(n, ", int p%d", i -> i) + ") { return a; }\n"),
        c("arguments", n -> "int h();\n" + f("return h(a" + each(n, ", %d", i -> i) + ");")),
        c(
            "nested calls",
            n -> "int h(int);\n" + f("return " + "h(".repeat(n) + "a" + ")".repeat(n) + ";")),
        c(
            "argument by value",
            n ->
                "struct s { long a["
                    + n
                    + "]; } s; int h(struct s, int);\n"
                    + f("return h(s, 0) + h(s, 1);")),
        c(
            "parameter by value",
            n ->
                "struct s { long a["
                    + n
                    + "]; }; long f(struct s s) { return s.a["
                    + n / 2
                    + "]; }\n"),
        c(
            "result by value",
            n -> "struct s { long a[" + n + "]; } s; struct s f(void) { return s; }\n"),
        c(
            "copied struct",
            n ->
                "struct s { long a["
                    + n
                    + "]; }; volatile struct s s, t; void f(void) { s = t; }\n"));
  }

  private static List<ScalingInput> assembly() {
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

  private static ScalingInput c(String name, IntFunction<String> text) {
    return new ScalingInput(name, "t.c", text);
  }

  private static ScalingInput s(String name, IntFunction<String> text) {
    return new ScalingInput("assembly: " + name, "t.s", text);
  }

  private static String f(String body) {
    return "int g(int *); extern int v;\nint f(int a) {\n" + body + "\n}\n";
  }

  /** A piece for each of 0 to n - 1; the second number of its format is computed from the first. */
  private static String each(int n, String format, IntUnaryOperator second) {
    return IntStream.range(0, n)
        .mapToObj(i -> String.format(format, i, second.applyAsInt(i)))
        .collect(Collectors.joining());
  }

  /** A line for each of 1 to n. */
  private static String lines(int n, String format, IntUnaryOperator second) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> String.format(format, i, second.applyAsInt(i)) + LINE)
        .collect(Collectors.joining());
  }
}

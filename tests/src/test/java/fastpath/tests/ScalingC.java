package fastpath.tests;

import static fastpath.tests.ScalingInput.each;
import static fastpath.tests.ScalingInput.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** C sources for the scaling test: one construct, repeated or nested any number of times. */
final class ScalingC {
  private ScalingC() {}

  static List<ScalingInput> all() {
    List<ScalingInput> all = new ArrayList<>();
    all.addAll(preprocessor());
    all.addAll(expressions());
    all.addAll(statements());
    all.addAll(labels());
    all.addAll(declarations());
    all.addAll(functions());
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
        c(
            "allocations on the stack",
            n -> f(each(n, "g(__builtin_alloca(a + %d));\n", i -> i) + "return v;")),
        c(
            "cleanup",
            n ->
                "static void drop(int *p) { *p = 0; }\n"
                    + f(
                        each(n, "__attribute__((cleanup(drop))) int x%d = v;\n", i -> i)
                            + "return v;")),
        c(
            "updates by calls",
            n -> "int h(int);\n" + f(each(n, "v += h(%d);\n", i -> i) + "return v;")),
        c("nested loops", n -> f("while (v) ".repeat(n) + "a++; return a;")),
        c(
            "asm statements",
            n -> f("asm volatile(\"nop\" ::: \"memory\");\n".repeat(n) + "return v;")));
  }

  private static List<ScalingInput> labels() {
    return List.of(
        c("labels", n -> f(each(n, "l%d: v = %d;\n", i -> i) + "return v;")),
        c(
            "forward gotos",
            n -> f(each(n, "if (v == %d) goto l%1$d;\n", i -> i) + each(n, "l%d: v++;\n", i -> i))),
        c("backward gotos", n -> f(each(n, "l%d: if (v++ == %d) goto l%1$d;\n", i -> i))),
        c(
            "nested gotos",
            n ->
                f(
                    each(n, "l%d: v++;\n", i -> i)
                        + each(n, "if (v == %d) goto l%d;\n", i -> n - 1 - i))),
        c(
            "crossing gotos",
            n ->
                f(
                    each(n, "if (v == %d) goto l%1$d;\n", i -> i)
                        + each(n, "l%d: v++;\n", i -> i)
                        + each(n, "if (v == %d) goto l%1$d;\n", i -> i))),
        c(
            "gotos to the end",
            n -> f(each(n, "v++; if (v == %d) goto end;\n", i -> i) + "end: return v;")));
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
            "typedef chain of arrays",
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
        c("nested structs", n -> "struct {".repeat(n) + "int a;" + "} s;".repeat(n) + "\n"),
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
        c(
            "inlined callees",
            n ->
                each(n, "static inline int h%d(int a) { return a ^ %d; }\n", i -> i)
                    + f(each(n, "v += h%d(v);\n", i -> i) + "return v;")),
        c(
            "inlined branches",
            n ->
                "static inline int h(int a) { return a > 3 ? a + v : 0; }\n".replace("v", "7")
                    + f("v += h(v);\n".repeat(n) + "return v;")),
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

  private static ScalingInput c(String name, IntFunction<String> text) {
    return ScalingInput.source(name, "t.c", text);
  }

  private static String f(String body) {
    return "int g(int *); extern int v;\nint f(int a) {\n" + body + "\n}\n";
  }
}

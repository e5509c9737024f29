package fastpath.lab.blame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests how a call in a C file is found, and the text that replaces the call by a thunk. */
class CallTextTest {
  /**
   * A case: C text whose first line has the call of f, and the text that replaces the call; null if
   * no call can be replaced.
   */
  record Case(String text, String behind) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case("f();", "({ __asm__ __volatile__(\"call t\" :  :  : \"memory\", \"cc\"); })"),
        new Case(
            "if (x) f(a, g(b, c));",
            "({ __asm__ __volatile__(\"call t\" :  : \"D\" (a), \"S\" (g(b, c)) : \"memory\", \"cc\"); })"),
        new Case(
            "return f(\"%d, (\\\")\\n\", -1);",
            "({ unsigned long __value_of_t; __asm__ __volatile__(\"call t\" : \"=a\" (__value_of_t) :"
                + " \"D\" (\"%d, (\\\")\\n\"), \"S\" ((long)(-1)) : \"memory\", \"cc\");"
                + " (__typeof__(f(\"%d, (\\\")\\n\", -1)))__value_of_t; })"),
        new Case(
            "x = f(a\n);",
            """
            ({ unsigned long __value_of_t; __asm__ __volatile__("call t" : "=a" (__value_of_t) : "D" (a) : \
            "memory", "cc"); (__typeof__(f(a)))__value_of_t; })\
            """
                .replace("\\\n", "")),
        new Case("s.f(a); gf(a); F(a);", null),
        new Case("f(a", null));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isFoundAndHidden(Case c) {
    String behind = CallText.find("\n" + c.text, 2, "f").map(call -> call.behind("t")).orElse(null);
    assertEquals(c.behind, behind);
  }

  @Test
  void declarationsAreNoCalls() {
    String text =
        "void f(void);\nint *f(int);\nstatic void g(void)\n{\n\tif (x)\n\t\tf();\n\telse f();\n"
            + "\n\treturn f();\n}\n";
    assertEquals(List.of(6, 7, 9), CallText.lines(text, "f"));
  }
}

package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.codegen.c.Dialect;
import fastpath.codegen.c.Parser;
import fastpath.codegen.ir.Module;
import fastpath.codegen.lower.ModuleLowering;
import fastpath.codegen.option.Dump;
import fastpath.codegen.pass.Passes;
import fastpath.codegen.pp.HeaderCache;
import fastpath.codegen.pp.Preprocessor;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Loc;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.WarningFlags;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source that would exceed a limit is rejected at the place where it does. */
class GovernorTest {
  record Case(String source, String says) {}

  static Stream<Case> cases() {
    String doubling = "#define m0 x x\n";
    for (int i = 1; i <= 40; i++) {
      doubling += "#define m%d m%d m%d\n".formatted(i, i - 1, i - 1);
    }
    return Stream.of(
        new Case(
            doubling + "int m40;\n", "t.c:42:5: macros are replaced by more than 8000000 tokens"),
        new Case(
            "#define g(x) x\nint a = " + "g(".repeat(300) + "1" + ")".repeat(300) + ";\n",
            "t.c:2:523: nested too deeply: more than 256 levels"),
        new Case(
            "int f(int a)\n{\n" + "while (a)\n".repeat(300) + "a++;\n}\n",
            "t.c:260:1: nested too deeply: more than 256 levels"),
        new Case(
            "int f(int a)\n" + "{\n".repeat(300) + "}".repeat(300),
            "t.c:259:1: nested too deeply: more than 256 levels"),
        new Case(
            "int f(int a)\n{\n" + "if (a++) a = 1;\n".repeat(20_000) + "}\n",
            "t.c:1:5: function 'f' is too large: 40002 basic blocks, the most is 20000"),
        new Case(
            "void f(volatile int *p)\n{\n" + "*p;\n".repeat(600_000) + "}\n",
            "t.c:1:6: function 'f' is too large: 1200004 instructions, the most is 1048576"),
        new Case(
            "int f(int a)\n{\n" + nestedLoops(300) + "return a;\n}\n",
            "t.c:1:5: function 'f' is too large: 300 loops within one another, the most is 256"));
  }

  static Stream<Case> assembly() {
    return Stream.of(
        new Case(
            "\t.rept 2000\n\t.rept 2000\n\tnop\n\t.endr\n\t.endr\n",
            "t.s:1:2: more than 2097152 statements"),
        new Case(
            ("\t.rept 30000\n\t.weak " + "x".repeat(500) + "\n\t.endr\n").repeat(5),
            "t.s:13:2: macros and repetitions make more than 67108864 characters"));
  }

  @ParameterizedTest
  @MethodSource("assembly")
  void assemblyIsRefused(Case c) {
    Source source = new Source("t.s", c.source());
    CompileException refused =
        assertThrows(
            CompileException.class, () -> new OwnCompiler().compile(source, Options.DEFAULT));
    assertEquals(c.says(), refused.getMessage());
  }

  /** Returns nested loops of gotos, which need no nested statements. */
  private static String nestedLoops(int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append("l%d: a++;\n".formatted(i));
    }
    for (int i = n - 1; i >= 0; i--) {
      text.append("if (a & %d) goto l%d;\n".formatted(i + 1, i));
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefused(Case c) {
    Source source = new Source("t.c", c.source());
    CompileException refused =
        assertThrows(
            CompileException.class, () -> new OwnCompiler().compile(source, Options.DEFAULT));
    assertEquals(c.says(), refused.getMessage());
  }

  @Test
  void timeIsBounded() {
    AtomicLong clock = new AtomicLong();
    Governor governor = new Governor(Governor.Limits.DEFAULT, clock::get);
    Loc loc = new Loc("t.c", 7, 3, null);
    clock.set(TimeUnit.SECONDS.toNanos(300));
    governor.time(loc);
    clock.incrementAndGet();
    List<Executable> looks =
        List.of(
            () -> governor.time(loc),
            () -> governor.tokens(4096, "t.c", 7, 3),
            () -> IntStream.range(0, 4096).forEach(i -> governor.statement(loc)),
            () -> governor.function("f", 1, 1, () -> 0, loc));
    for (Executable look : looks) {
      assertEquals(
          "t.c:7:3: the compilation has taken more than 300 seconds",
          assertThrows(CompileException.class, look).getMessage());
    }
  }

  /**
   * The passes check the time limit, and the error names the place of the function being optimized.
   */
  @Test
  void passesStopInTime() {
    AtomicLong clock = new AtomicLong();
    LongSupplier minuteALook = () -> TimeUnit.MINUTES.toNanos(clock.getAndIncrement());
    Governor governor = new Governor(Governor.Limits.DEFAULT, minuteALook);
    Source source = new Source("t.c", "int f(int a)\n{\n  return a + 1;\n}\n");
    List<Token> tokens =
        Preprocessor.run(
            source,
            Includes.none(),
            Preprocessor.Flags.NONE,
            new HeaderCache(),
            new Governor(),
            new Report(WarningFlags.DEFAULT));
    Module module =
        ModuleLowering.lower(
            Parser.parse(
                "t.c", tokens, new Governor(), Dialect.DEFAULT, new Report(WarningFlags.DEFAULT)),
            16);
    CompileException stopped =
        assertThrows(CompileException.class, () -> Passes.optimize(module, Dump.NONE, governor));
    assertEquals("t.c:1:5: the compilation has taken more than 300 seconds", stopped.getMessage());
  }
}

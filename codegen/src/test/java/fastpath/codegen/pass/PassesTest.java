package fastpath.codegen.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.IrParser;
import fastpath.codegen.ir.IrPrinter;
import fastpath.codegen.ir.IrVerifier;
import fastpath.codegen.ir.Module;
import fastpath.codegen.option.Dump;
import fastpath.codegen.pass.rules.Simplify;
import fastpath.codegen.pass.transform.CfgSimplification;
import fastpath.codegen.pass.transform.CodeSinking;
import fastpath.codegen.pass.transform.Expect;
import fastpath.codegen.pass.transform.Gvn;
import fastpath.codegen.pass.transform.IfConversion;
import fastpath.codegen.pass.transform.IncrementSinking;
import fastpath.codegen.pass.transform.JumpThreading;
import fastpath.codegen.pass.transform.Licm;
import fastpath.codegen.pass.transform.LoopRotation;
import fastpath.codegen.pass.transform.Mem2Reg;
import fastpath.codegen.pass.transform.PhiPre;
import fastpath.codegen.pass.transform.ReturnDuplication;
import fastpath.codegen.pass.transform.Uncprop;
import fastpath.codegen.source.Governor;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected result of each pass for small functions. */
class PassesTest {
  private record Case(String name, Consumer<Function> pass, String before, String after) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "the upper bits of an extension of an undefined value are known",
            Simplify::run,
            """
            entry:
              %0 = zext i64 i32 undef
              %1 = or i64 %0, i64 4294967296
              %2 = lshr i64 %1, i64 32
              %3 = trunc i32 %2
              ret %3
            """,
            """
            entry:
              ret i32 1
            """),
        new Case(
            "a block that only branches is passed by",
            CfgSimplification::run,
            """
            entry:
              condbr i1 1 -> a, b
            a(entry):
              br -> c
            b(entry):
              br -> c
            c(a, b):
              %0 = phi i32 i32 1, i32 2
              ret %0
            """,
            """
            entry:
              ret i32 1
            """),
        new Case(
            "what follows a call that does not return goes",
            CfgSimplification::run,
            """
            entry:
              call @panic {noreturn}
              ret i32 0
            """,
            """
            entry:
              call @panic {noreturn}
              unreachable
            """),
        new Case(
            "a struct copied word by word lives in registers",
            Mem2Reg::run,
            """
            entry:
              %0 = alloca i64 {8 align 8 "pair"}
              %1 = add i64 %0, i64 4
              store %0, %n
              store %1, i32 7
              %2 = load i64 %0
              %3 = trunc i32 %2
              ret %3
            """,
            """
            entry:
              %7 = and i64 i64 undef, i64 -4294967296
              %8 = zext i64 %n
              %9 = or i64 %7, %8
              %10 = and i64 %9, i64 4294967295
              %11 = zext i64 i32 7
              %12 = shl i64 %11, i64 32
              %13 = or i64 %10, %12
              %3 = trunc i32 %13
              ret %3
            """),
        new Case(
            "constants end up outermost in an address",
            Simplify::run,
            """
            entry:
              %0 = zext i64 %n
              %1 = add i64 %0, i64 1
              %2 = mul i64 %1, i64 8
              %3 = add i64 %p, i64 16
              %4 = add i64 %3, %2
              %5 = load i32 %4
              ret %5
            """,
            """
            entry:
              %0 = zext i64 %n
              %7 = shl i64 %0, i64 3
              %8 = add i64 %p, %7
              %4 = add i64 %8, i64 24
              %5 = load i32 %4
              ret %5
            """),
        new Case(
            "a flag tested through conversions is tested once",
            Simplify::run,
            """
            entry:
              %0 = load i8 %p
              %1 = zext i32 %0
              %2 = lshr i32 %1, i32 3
              %3 = and i32 %2, i32 1
              %4 = icmp.ne i1 %3, i32 0
              %5 = zext i32 %4
              %6 = icmp.ne i1 %5, i32 0
              condbr %6 -> a, b
            a(entry):
              ret i32 1
            b(entry):
              ret i32 0
            """,
            """
            entry:
              %0 = load i8 %p
              %1 = zext i32 %0
              %10 = and i32 %1, i32 8
              %4 = icmp.ne i1 %10, i32 0
              condbr %4 -> a, b
            a(entry):
              ret i32 1
            b(entry):
              ret i32 0
            """),
        new Case(
            "an expectation reaches the branch through conversions",
            Expect::lower,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              %1 = zext i64 %0
              %2 = expect i64 %1 {0}
              %3 = icmp.ne i1 %2, i64 0
              condbr %3 -> a, b
            a(entry):
              ret i32 1
            b(entry):
              ret i32 0
            """,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              %1 = zext i64 %0
              %3 = icmp.ne i1 %1, i64 0
              condbr %3 {0.09999999999999998} -> a, b
            a(entry):
              ret i32 1
            b(entry):
              ret i32 0
            """),
        new Case(
            "a load after a store is the value stored; a barrier in between makes it a load",
            Gvn::run,
            """
            entry:
              store %p, %n
              %0 = load i32 %p
              %1 = asm {"" volatile memory}
              %2 = load i32 %p
              %3 = load i32 %p
              %4 = add i32 %0, %2
              %5 = add i32 %4, %3
              ret %5
            """,
            """
            entry:
              store %p, %n
              %1 = asm {"" volatile memory}
              %2 = load i32 %p
              %4 = add i32 %n, %2
              %5 = add i32 %4, %2
              ret %5
            """),
        new Case(
            "volatile accesses stay, all of them",
            Gvn::run,
            """
            entry:
              %0 = load i32 %p {volatile}
              %1 = load i32 %p {volatile}
              %2 = add i32 %0, %1
              ret %2
            """,
            """
            entry:
              %0 = load i32 %p {volatile}
              %1 = load i32 %p {volatile}
              %2 = add i32 %0, %1
              ret %2
            """),
        new Case(
            "a branch decided on the way here is skipped",
            JumpThreading::run,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              condbr %0 -> join, other
            other(entry):
              %1 = load i32 %p
              br -> join
            join(entry, other):
              %2 = phi i32 i32 0, %1
              %3 = icmp.ne i1 %2, i32 0
              condbr %3 -> a, b
            a(join):
              ret i32 1
            b(join):
              ret i32 0
            """,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              condbr %0 -> b, other
            other(entry):
              %1 = load i32 %p
              %3 = icmp.ne i1 %1, i32 0
              condbr %3 -> a, b
            a(other):
              ret i32 1
            b(other, entry):
              ret i32 0
            """),
        new Case(
            "a loop tests at its end",
            LoopRotation::run,
            """
            entry:
              br -> head
            head(entry, body):
              %0 = phi i64 %p, %2
              %1 = icmp.ne i1 %0, i64 0
              condbr %1 -> body, out
            body(head):
              %2 = load i64 %0
              br -> head
            out(head):
              ret i32 0
            """,
            """
            entry:
              %7 = icmp.ne i1 %p, i64 0
              condbr %7 -> body, out
            body(body, entry):
              %9 = phi i64 %2, %p
              %2 = load i64 %9
              %1 = icmp.ne i1 %2, i64 0
              condbr %1 -> body, out
            out(body, entry):
              ret i32 0
            """),
        new Case(
            "cheap arms become a conditional move",
            IfConversion::run,
            """
            entry:
              %0 = icmp.slt i1 %n, i32 0
              condbr %0 -> neg, join
            neg(entry):
              %1 = neg i32 %n
              br -> join
            join(entry, neg):
              %2 = phi i32 %n, %1
              ret %2
            """,
            """
            entry:
              %0 = icmp.slt i1 %n, i32 0
              %1 = neg i32 %n
              %6 = select i32 %0, %1, %n
              ret %6
            """),
        new Case(
            "p ? p : 0 is p",
            Uncprop::run,
            """
            entry:
              %0 = load i32 %p
              %1 = icmp.ne i1 %0, i32 0
              condbr %1 -> some, join
            some(entry):
              br -> join
            join(entry, some):
              %2 = phi i32 i32 0, %0
              ret %2
            """,
            """
            entry:
              %0 = load i32 %p
              ret %0
            """),
        new Case(
            "an invariant load at an offset leaves the loop",
            Licm::run,
            """
            entry:
              br -> loop
            loop(entry, loop):
              %0 = phi i32 i32 0, %3
              %1 = add i64 %p, i64 8
              %2 = load i32 %1
              %3 = add i32 %0, %2
              %4 = icmp.ult i1 %3, %n
              condbr %4 -> loop, out
            out(loop):
              ret %3
            """,
            """
            entry:
              %8 = add i64 %p, i64 8
              %2 = load i32 %8
              br -> loop
            loop(entry, loop):
              %0 = phi i32 i32 0, %3
              %1 = add i64 %p, i64 8
              %3 = add i32 %0, %2
              %4 = icmp.ult i1 %3, %n
              condbr %4 -> loop, out
            out(loop):
              ret %3
            """),
        new Case(
            "an invariant load does not pass the branch that guards the loop",
            Licm::run,
            """
            entry:
              %0 = icmp.ne i1 %p, i64 0
              condbr %0 -> loop, out
            loop(entry, loop):
              %1 = phi i32 %n, %3
              %2 = load i32 %p
              %3 = sub i32 %1, %2
              %4 = icmp.ne i1 %3, i32 0
              condbr %4 -> loop, out
            out(entry, loop):
              ret %n
            """,
            """
            entry:
              %0 = icmp.ne i1 %p, i64 0
              condbr %0 -> entry.loop, out
            entry.loop(entry):
              %2 = load i32 %p
              br -> loop
            loop(entry.loop, loop):
              %1 = phi i32 %n, %3
              %3 = sub i32 %1, %2
              %4 = icmp.ne i1 %3, i32 0
              condbr %4 -> loop, out
            out(entry, loop):
              ret %n
            """),
        new Case(
            "the loop's step follows the last use of the old value",
            IncrementSinking::run,
            """
            entry:
              br -> loop
            loop(entry, loop):
              %0 = phi i64 %p, %1
              %1 = add i64 %0, i64 4
              %2 = load i32 %0
              store %p, %2
              %3 = icmp.ne i1 %2, i32 0
              condbr %3 -> loop, out
            out(loop):
              ret %2
            """,
            """
            entry:
              br -> loop
            loop(entry, loop):
              %0 = phi i64 %p, %1
              %2 = load i32 %0
              store %p, %2
              %1 = add i64 %0, i64 4
              %3 = icmp.ne i1 %2, i32 0
              condbr %3 -> loop, out
            out(loop):
              ret %2
            """),
        new Case(
            "x ^ phi(0, y) is phi(x, x ^ y)",
            PhiPre::run,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              condbr %0 -> join, other
            other(entry):
              %1 = load i32 %p
              br -> join
            join(entry, other):
              %2 = phi i32 i32 0, %1
              %3 = xor i32 %n, %2
              ret %3
            """,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              condbr %0 -> join, other
            other(entry):
              %1 = load i32 %p
              %7 = xor i32 %n, %1
              br -> join
            join(entry, other):
              %8 = phi i32 %n, %7
              %2 = phi i32 i32 0, %1
              ret %8
            """),
        new Case(
            "a value needed on one way is computed there",
            CodeSinking::run,
            """
            entry:
              %0 = load i32 %p
              %1 = mul i32 %n, %n
              condbr i1 1 -> a, b
            a(entry):
              %2 = add i32 %0, %1
              ret %2
            b(entry):
              ret i32 0
            """,
            """
            entry:
              condbr i1 1 -> a, b
            a(entry):
              %0 = load i32 %p
              %1 = mul i32 %n, %n
              %2 = add i32 %0, %1
              ret %2
            b(entry):
              ret i32 0
            """),
        new Case(
            "a call before a return is a jump",
            ReturnDuplication::run,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              condbr %0 -> slow, out
            slow(entry):
              %1 = call i32 @slow_path, %p
              br -> out
            out(entry, slow):
              %2 = phi i32 i32 0, %1
              ret %2
            """,
            """
            entry:
              %0 = icmp.eq i1 %n, i32 0
              condbr %0 -> slow, out
            slow(entry):
              %1 = call i32 @slow_path, %p {tail}
              ret %1
            out(entry):
              %2 = phi i32 i32 0
              ret %2
            """));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pass(Case c) {
    Function f = parse(c.before);
    IrVerifier.verify(f);
    c.pass.accept(f);
    IrVerifier.verify(f);
    assertEquals(body(c.after), IrPrinter.print(f));
  }

  private static Function parse(String body) {
    return IrParser.parseFunction(body(body));
  }

  private static String body(String body) {
    return "function i32 @f(i64 %p, i32 %n) {\n" + body + "}\n";
  }

  private record Whole(String name, String before, String after) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Whole> modules() {
    return Stream.of(
        new Whole(
            "a static function called once disappears into its caller, a noinline one stays",
            """
            module "a.c"

            function i32 @once(i32 %x) static {
            entry:
              %0 = mul i32 %x, %x
              ret %0
            }

            function i32 @never(i32 %x) static noinline {
            entry:
              ret %x
            }

            function i32 @f(i32 %n) {
            entry:
              %0 = call i32 @once, %n
              %1 = call i32 @never, %0
              ret %1
            }
            """,
            """
            module "a.c"

            function i32 @never(i32 %x) static noinline {
            entry:
              ret %x
            }

            function i32 @f(i32 %n) {
            entry:
              %4 = mul i32 %n, %n
              %1 = call i32 @never, %4 {tail}
              ret %1
            }
            """));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void allPasses(Whole whole) {
    Module module = IrParser.parse(whole.before);
    Passes.optimize(module, Dump.NONE, new Governor());
    IrVerifier.verify(module);
    assertEquals(whole.after, IrPrinter.print(module));
  }

  /** Every pass in the list states the reason for its position as a sentence. */
  @Test
  void everyPassStatesWhyItStandsWhereItDoes() {
    List<String> without =
        Stream.concat(Passes.EARLY.stream(), Passes.LATE.stream())
            .filter(pass -> !pass.why().matches("(?s)[A-Za-z].{20,}\\."))
            .map(Passes.Pass::name)
            .toList();
    assertEquals(List.of(), without);
  }

  @Test
  void aPassThatBreaksAFunctionIsNamed() {
    Function f = parse("entry:\n  ret %n\n");
    Passes.Pass broken = new Passes.Pass("breaks", "", x -> x.entry().instrs.clear());
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> Passes.apply(broken, f));
    assertTrue(
        failure.getMessage().startsWith("pass breaks leaves f unsound: "), failure::toString);
  }
}

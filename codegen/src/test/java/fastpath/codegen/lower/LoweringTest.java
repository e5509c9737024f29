package fastpath.codegen.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.c.Dialect;
import fastpath.codegen.c.Parser;
import fastpath.codegen.ir.IrPrinter;
import fastpath.codegen.ir.IrVerifier;
import fastpath.codegen.ir.Module;
import fastpath.codegen.pp.HeaderCache;
import fastpath.codegen.pp.Preprocessor;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.WarningFlags;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Lowering of C functions to the expected printed IR. */
class LoweringTest {
  private record Case(String name, String source, String ir) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "operands take their common type",
              """
              long f(int a, unsigned char b, long c) { return a * b + c; }
              """,
              """
              function i64 @f(i32 %a, i32 %b, i64 %c) {
              entry:
                %0 = alloca i64 {4 align 4 "a"}
                %1 = alloca i64 {1 align 1 "b"}
                %2 = alloca i64 {8 align 8 "c"}
                store %0, %a
                %4 = trunc i8 %b
                store %1, %4
                store %2, %c
                br -> body
              body(entry):
                %8 = load i32 %0
                %9 = load i8 %1
                %10 = zext i32 %9
                %11 = mul i32 %8, %10
                %12 = sext i64 %11
                %13 = load i64 %2
                %14 = add i64 %12, %13
                ret %14
              }
              """),
          new Case(
              "a branch asks for no more than C demands; expectations become weights",
              """
              int f(int *p, int x) { if (__builtin_expect(p && *p > x, 0)) return 1; return 0; }
              """,
              """
              function i32 @f(i64 %p, i32 %x) {
              entry:
                %0 = alloca i64 {8 align 8 "p"}
                %1 = alloca i64 {4 align 4 "x"}
                store %0, %p
                store %1, %x
                br -> body
              body(entry):
                %5 = load i64 %0
                %6 = icmp.ne i1 %5, i64 0
                condbr %6 -> and, end
              then(and):
                ret i32 1
              end(body, and):
                ret i32 0
              and(body):
                %8 = load i64 %0
                %9 = load i32 %8
                %10 = load i32 %1
                %11 = icmp.sgt i1 %9, %10
                condbr %11 {0.09999999999999998} -> then, end
              }
              """),
          new Case(
              "a relation as a value is one bit, extended",
              """
              _Bool f(unsigned a, unsigned b) { return a < b; }
              """,
              """
              function i8 @f(i32 %a, i32 %b) {
              entry:
                %0 = alloca i64 {4 align 4 "a"}
                %1 = alloca i64 {4 align 4 "b"}
                store %0, %a
                store %1, %b
                br -> body
              body(entry):
                %5 = load i32 %0
                %6 = load i32 %1
                %7 = icmp.ult i1 %5, %6
                %8 = zext i8 %7
                ret %8
              }
              """),
          new Case(
              "bit-fields are masked and shifted",
              """
              struct s { unsigned a : 3; int b : 5; }; int f(struct s *p) { p->a = 5; return p->b; }
              """,
              """
              function i32 @f(i64 %p) {
              entry:
                %0 = alloca i64 {8 align 8 "p"}
                store %0, %p
                br -> body
              body(entry):
                %3 = load i64 %0
                %4 = load i8 %3
                %5 = and i8 %4, i8 -8
                %6 = or i8 %5, i8 5
                store %3, %6
                %8 = load i64 %0
                %9 = load i8 %8
                %10 = ashr i8 %9, i8 3
                %11 = sext i32 %10
                ret %11
              }
              """),
          new Case(
              "per-CPU variables are reached through the segment",
              """
              extern __attribute__((section(".data..percpu"))) int count; int f(void) { return *(int __seg_gs *)(unsigned long)&count; }
              """,
              """
              function i32 @f() {
              entry:
                br -> body
              body(entry):
                %1 = load i32 @count {gs}
                ret %1
              }
              """),
          new Case(
              "asm with a flag output",
              """
              int f(int *p) { _Bool zero; asm volatile("decl %0" : "+m"(*p), "=@ccz"(zero) : "r"(1) : "memory", "rcx"); return zero; }
              """,
              """
              function i32 @f(i64 %p) {
              entry:
                %0 = alloca i64 {8 align 8 "p"}
                %3 = alloca i64 {1 align 1 "zero"}
                store %0, %p
                br -> body
              body(entry):
                %4 = load i64 %0
                %5 = asm %4, i32 1 {"decl %0" volatile memory (out i32 memory arg 0) (flag_out i1 flag z result 0) (in i32 register arg 1) clobbers RCX}
                %6 = result i1 %5 {0}
                %7 = zext i8 %6
                store %3, %7
                %9 = load i8 %3
                %10 = zext i32 %9
                ret %10
              }
              """),
          new Case(
              "asm goto",
              """
              int f(int *p) { asm goto("decl %0; je %l[slow]" : : "m"(*p) : "memory" : slow); return 0; slow: return 1; }
              """,
              """
              function i32 @f(i64 %p) {
              entry:
                %0 = alloca i64 {8 align 8 "p"}
                store %0, %p
                br -> body
              body(entry):
                %3 = load i64 %0
                %4 = asm_goto %3 {"decl %0; je %l[slow]" volatile memory (in i32 memory arg 0) label slow} -> next, label.slow
              next(body):
                ret i32 0
              label.slow(body):
                ret i32 1
              }
              """),
          new Case(
              "initializers become bytes and relocations",
              """
              extern int x; static const char *const names[] = { "a", 0 }; struct { int n : 4; char c; const char *const *p; int *q; } g = { -1, 'c', names + 1, &x };
              """,
              """
              global @.LC0 size 2 align 1 static const bytes "6100"
              global @names size 16 align 16 static const bytes "00000000000000000000000000000000" reloc 0 8 @.LC0
              global @g size 24 align 8 bytes "0f6300000000000000000000000000000000000000000000" reloc 8 8 @names+8 reloc 16 8 @x
              """),
          new Case(
              "a struct in memory is passed after padding, and returned through an address",
              """
              struct big { long a[3]; }; struct big f(struct big b, int n) { b.a[1] = n; return b; }
              """,
              """
              function i64 @f(i64 %result., i32 %n, i64 %unused.2, i64 %unused.3, i64 %unused.4, i64 %unused.5, i64 %b, i64 %b.8, i64 %b.16) {
              entry:
                %0 = alloca i64 {24 align 8 "b"}
                %1 = alloca i64 {4 align 4 "n"}
                store %1, %n
                store %0, %b
                %4 = add i64 %0, i64 8
                store %4, %b.8
                %6 = add i64 %0, i64 16
                store %6, %b.16
                br -> body
              body(entry):
                %9 = add i64 %0, i64 8
                %10 = load i32 %1
                %11 = sext i64 %10
                store %9, %11
                %13 = load i64 %0
                store %result., %13
                %15 = add i64 %0, i64 8
                %16 = load i64 %15
                %17 = add i64 %result., i64 8
                store %17, %16
                %19 = add i64 %0, i64 16
                %20 = load i64 %19
                %21 = add i64 %result., i64 16
                store %21, %20
                ret %result.
              }
              """),
          new Case(
              "switch with a range",
              """
              int f(int x) { switch (x) { case 1 ... 3: return 5; case 7: x = 2; default: return x; } }
              """,
              """
              function i32 @f(i32 %x) {
              entry:
                %0 = alloca i64 {4 align 4 "x"}
                store %0, %x
                br -> body
              body(entry):
                %3 = load i32 %0
                switch %3 {1, 2, 3, 7} -> default, case, case, case, case.1
              case(body, body, body):
                ret i32 5
              case.1(body):
                store %0, i32 2
                br -> default
              default(body, case.1):
                %8 = load i32 %0
                ret %8
              }
              """));

  @TestFactory
  Stream<DynamicTest> ir() {
    return CASES.stream()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name, () -> assertEquals(c.ir.strip(), lower(c.source).strip())));
  }

  private static String lower(String text) {
    Source source = new Source("t.c", text);
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
    IrVerifier.verify(module);
    return IrPrinter.print(module).replaceFirst("module \"t.c\"\n+", "");
  }
}

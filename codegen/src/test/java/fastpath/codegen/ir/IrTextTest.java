package fastpath.codegen.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IrTextTest {
  private static final String TEXT =
      """
      module "a.c"
      asm ".globl x\\n"
      weak @maybe
      global @table size 16 align 8 static const section ".rodata" bytes "0a0b" reloc 8 8 @f+4
      global @zero size 4 align 4

      function i32 @f(i64 %p, i32 %n, i64 %o copied 4096) static noinline section ".text.hot" align 32 {
      entry:
        %0 = alloca i64 {8 align 8 "x"}
        store %0, %p
        %1 = load i64 %0
        %2 = load i32 @count {gs volatile}
        %3 = add i32 %2, i32 -1
        store @count+4, %3 {gs release}
        %4 = icmp.slt i1 %3, %n
        %5 = asm @count, %1 {"decl %0; %l[slow]" volatile memory (gs out i32 name c memory arg 0) (flag_out i8 flag e result 0) (in i64 register registers RSI,RDI early arg 1) clobbers RAX,RCX}
        %6 = result i8 %5 {0}
        %7 = expect i8 %6 {0}
        condbr %4 {0.9} -> loop, out
      loop(entry, loop, loop):
        %8 = phi i32 i32 0, %9, i32 undef
        %9 = atomic_rmw i32 %p, %8 {seq_cst add}
        %10 = cmpxchg i32 %p, %8, %9 {seq_cst}
        call @g, %10, %o {noreturn cold copied 0 4096}
        switch %10 {1, -2} -> loop, out, loop
      out(entry, loop):
        %11 = read_reg i64 {RSP}
        %12 = asm_goto {"jmp %l[a]" volatile label a} -> far, near
      far(out): {0.25}
        unreachable
      near(out):
        fence {seq_cst}
        %13 = call i32 @h, %n
        ret %13
      }
      """;

  @Test
  void roundTrip() {
    assertEquals(TEXT, IrPrinter.print(IrParser.parse(TEXT)));
    IrVerifier.verify(IrParser.parse(TEXT));
  }

  @Test
  void verifierFindsWhatIsWrong() {
    String[] wrong = {
      "entry:\n %0 = add i32 %1, i32 1\n %1 = add i32 %0, i32 1\n ret i32 0",
      "entry:\n br -> a\na(entry):\n %0 = phi i32 i32 1, i32 2\n ret %0",
      "entry:\n ret",
      "entry:\n %0 = add i64 i32 1, i64 1\n ret i32 0",
      "entry:\n br -> a\na:\n ret i32 0",
      "entry:\n"
          + " condbr i1 0 -> a, b\n"
          + "a(entry):\n"
          + " %0 = zext i32 i8 1\n"
          + " br -> b\n"
          + "b(entry, a):\n"
          + " ret %0",
    };
    for (String body : wrong) {
      Function f = IrParser.parseFunction("function i32 @f() {\n" + body + "\n}");
      assertThrows(IllegalStateException.class, () -> IrVerifier.verify(f), body);
    }
  }
}

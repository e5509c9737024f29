package fastpath.codegen.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Loc;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Assembly text is parsed and printed again in the expected form; an erroneous text is rejected
 * with the expected message.
 */
class AsmParserTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            "macro with default, keyword and count",
            ".macro m a,b=2\n.byte \\a,\\b,\\@\n.endm\nm 1\nm b=4 a=3",
            ".byte 1, 2, 0|.byte 3, 4, 1"),
        Arguments.of(
            "macro in macro",
            ".macro i x\n"
                + ".byte \\x\n"
                + ".endm\n"
                + ".macro o x:vararg\n"
                + ".irp y,\\x\n"
                + "i \\y\n"
                + ".endr\n"
                + ".endm\n"
                + "o 1,2,3",
            ".byte 1|.byte 2|.byte 3"),
        Arguments.of(
            "rept in if",
            ".if 1\n.rept 2\n.byte 7\n.endr\n.else\n.byte 8\n.endif",
            ".byte 7|.byte 7"),
        Arguments.of(
            "nested conditions",
            ".set A,1\n"
                + ".ifdef A\n"
                + ".ifndef B\n"
                + ".byte 1\n"
                + ".else\n"
                + ".byte 2\n"
                + ".endif\n"
                + ".else\n"
                + ".byte 3\n"
                + ".endif",
            ".byte 1"),
        Arguments.of(
            "elseif",
            ".if 0\n.byte 1\n.elseif 2>1\n.byte 2\n.elseif 1\n.byte 3\n.else\n.byte 4\n.endif",
            ".byte 2"),
        Arguments.of("a set symbol changes", "x=1\n.byte x\nx=x+1\n.byte x", ".byte 1|.byte 2"),
        Arguments.of(
            "numeric labels",
            "1: .long 1b-1f\n1: .long 1b-.",
            ".Lnum1_1:|.long .Lnum1_1-.Lnum1_2|.Lnum1_2:|.long .Lnum1_2-."),
        Arguments.of(
            "comments",
            "/* a\nb */ .byte 1 # c ; .byte 9\n// d\n.byte 2; .byte '#'",
            ".byte 1|.byte 2|.byte 35"),
        Arguments.of(
            "a string keeps its marks", ".ascii \"a;b#c\\n\\101\"", ".ascii \"a;b#c\\nA\""),
        Arguments.of(
            "exitm leaves its conditionals behind",
            ".macro e a\n.if \\a\n.exitm\n.endif\n.byte 2\n.endm\n.if 1\ne 0\ne 1\n.endif\n.byte 3",
            ".byte 2|.byte 3"),
        Arguments.of(
            "instruction and prefix statements",
            "lock; incl (%rax)\nrep; nop",
            "lock incl (%rax)|repz nop"),
        Arguments.of(
            "cfi",
            ".cfi_startproc\n.cfi_offset %rbx,-16\n.cfi_endproc",
            ".cfi_startproc|.cfi_offset 3, -16|.cfi_endproc"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void reads(String name, String text, String expected) {
    AsmFile file = new AsmFile(null);
    AsmParser.parse("t.s", text, file);
    StringBuilder out = new StringBuilder();
    for (Item item : file.section(".text").items()) {
      out.append(out.isEmpty() ? "" : "|")
          .append(AsmPrinter.print(item).strip().replaceAll("[\t ]+", " "));
    }
    assertEquals(expected, out.toString());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "\n  .incbin \"x\"",
            "t.s:2:3: .incbin is not supported: write the file's bytes with .byte or .ascii"),
        Arguments.of(
            ".include \"x\"", "t.s:1:1: .include is not supported: use #include in a .S file"),
        Arguments.of(
            ".struct 8", "t.s:1:1: .struct is not supported: give each offset a name with .set"),
        Arguments.of(
            ".reloc 0,R_X86_64_NONE,x",
            "t.s:1:1: .reloc is not supported: write an expression of the symbol, such as .long"
                + " symbol - ."),
        Arguments.of(
            ".intel_syntax noprefix",
            "t.s:1:1: .intel_syntax is not supported: write AT&T syntax, with % before registers"),
        Arguments.of(
            ".att_syntax noprefix",
            "t.s:1:1: registers without % are not supported: write .att_syntax"),
        Arguments.of(
            "nop; .double 1.5",
            "t.s:1:6: .double is not supported: only integers are computed with here; write the"
                + " number's bits with .long or .quad"),
        Arguments.of(
            "nop\n.code32", "t.s:2:1: .code32 is not supported: only 64-bit code runs here"),
        Arguments.of("a: jmp b\nb: .if b-a\n.endif", "t.s:2:1: not a constant: 'b-a'"),
        Arguments.of(".rept b-a\n.endr\na: nop\nb:", "t.s:1:1: not a constant: 'b-a'"),
        Arguments.of("a: .weakref a,b", "t.s:1:1: symbol 'a' is already defined"),
        Arguments.of(".weakref a,b\na:", "t.s:2:1: symbol 'a' is already defined"),
        Arguments.of(".weakref a,b\n.weakref b,a\njmp a", "t.s:3:1: symbol definition loop at 'b'"),
        Arguments.of(".nops 3,12", "t.s:1:1: a nop of 12 bytes is not from 0 to 11"),
        Arguments.of(".nops 1<<40", "t.s:1:1: too much space: 1099511627776"),
        Arguments.of(".long x@SIZE", "t.s:1:1: no relocation @SIZE"),
        Arguments.of(".long x@GOTOFF", "t.s:1:1: no relocation @GOTOFF of 4 bytes"),
        Arguments.of(
            "mov x@tpoff(%rip),%eax", "t.s:1:1: @TPOFF does not count from the place: no (%rip)"),
        Arguments.of("x: .long x@tpoff", "t.s:1:1: not thread-local: x@TPOFF"),
        Arguments.of("\n  .bogus 1", "t.s:2:3: unknown directive '.bogus'"),
        Arguments.of("nop; frob %eax", "t.s:1:6: no instruction `frob'"),
        Arguments.of(
            "nop\n addps (%rax),%xmm0",
            "t.s:2:2: instruction of sse: `addps'; compile with -mgeneral-regs-only"),
        Arguments.of(
            "vaddps %ymm0,%ymm1,%ymm2",
            "t.s:1:1: instruction of avx: `vaddps'; compile with -mgeneral-regs-only"),
        Arguments.of(
            "kmovw %k1,%eax",
            "t.s:1:1: instruction of avx512: `kmovw'; compile with -mgeneral-regs-only"),
        Arguments.of(
            "fldl 8(%rsp)",
            "t.s:1:1: instruction of x87: `fldl'; compile with -mgeneral-regs-only"),
        Arguments.of(
            "lock ljmp *(%rax)",
            "t.s:1:1: instruction of far branch: `ljmp'; there is one code segment: use a"
                + " near branch, or iretq"),
        Arguments.of("int1", "t.s:1:1: instruction of int1: `int1'; use int3"),
        Arguments.of(
            "xsaveopt (%rdi)",
            "t.s:1:1: instruction of fxsave, xsave: `xsaveopt'; there are no vector"
                + " registers to save, as cpuid says"),
        Arguments.of(
            "bndmk (%rax),%bnd0", "t.s:1:1: instruction of mpx: `bndmk'; compile without -mmpx"),
        Arguments.of(
            "movdir64b (%rax),%rcx",
            "t.s:1:1: instruction of movdir64b: `movdir64b'; use plain stores, as where"
                + " cpuid does not have it"),
        Arguments.of(".long 1+", "t.s:1:1: expression missing"),
        Arguments.of("jmp 1b", "t.s:1:1: no label '1:' before this"),
        Arguments.of("a: nop\na: nop", "t.s:2:1: symbol 'a' is already defined"),
        Arguments.of(".macro m\nnop", "t.s:1:1: no .endm to match .macro"),
        Arguments.of(".macro m x:req\n.endm\nm", "t.s:3:1: missing argument 'x' for macro 'm'"),
        Arguments.of(".if 1", "t.s:1:1: end of file inside conditional"),
        Arguments.of(".endif", "t.s:1:1: .endif without .if"),
        Arguments.of(".popsection", "t.s:1:1: .popsection without corresponding .pushsection"),
        Arguments.of(".align 3", "t.s:1:1: alignment not a power of 2"),
        Arguments.of("# 7 \"other.S\"\nbad", "other.S:7:1: no instruction `bad'"),
        Arguments.of(".macro m\nm\n.endm\nm", "t.s:4:1: macros nested too deeply"),
        Arguments.of("a=b\nb=a\n.long a", "t.s:3:1: symbol definition loop at 'b'"),
        Arguments.of(".data\nx: .text\n.long y-x", "t.s:3:1: can't resolve y-x"),
        Arguments.of(".org 4\nx: .org 2", "t.s:2:1: attempt to move .org backwards"),
        Arguments.of(".org 1<<40", "t.s:1:1: section .text is too large: 1099511627776 bytes"),
        Arguments.of(".skip x", "t.s:1:1: count is not a constant: x"),
        Arguments.of(
            "a: .zero 200\nloop a", "t.s:2:1: value of -202 too large for field of 1 bytes"),
        Arguments.of(
            ".cfi_endproc", "t.s:1:1: CFI instruction used without previous .cfi_startproc"),
        Arguments.of(".ascii \"abc", "t.s:1:1: unterminated string"),
        Arguments.of(".section x,\"a\",@pr", "t.s:1:1: unknown section type 'pr'"),
        Arguments.of(
            ".macro d a\nd \\a\\a\n.endm\nd 0123456789", "t.s:4:1: an expansion is too long"),
        Arguments.of(
            ".rept 1<<62\nnop\n.endr", "t.s:1:1: too many repetitions: 4611686018427387904"),
        Arguments.of(".if 1\n".repeat(501), "t.s:501:1: conditionals nested too deeply"),
        Arguments.of(".long 0" + "+x-x".repeat(501), "t.s:1:1: expression too long"),
        Arguments.of(
            doubling(50) + ".long a50", "t.s:51:1: the value of 'a2' takes too long to find"),
        Arguments.of("a: .fill b-a+1\nb:", "t.s:1:1: sizes do not settle in section .text"),
        Arguments.of("x=.\n.fill 1<<62,8", "t.s:2:1: too much space: 4611686018427387904"),
        Arguments.of(".file 1<<30 \"x\"", "t.s:1:1: file number 1073741824 is not from 0 to 65536"),
        Arguments.of(".comm x,4,3", "t.s:1:1: common symbol of 4 bytes, alignment 3"),
        Arguments.of(".text\n.size f, x", "t.s:2:1: size of 'f' is not a constant: x"),
        Arguments.of(
            "nop\n.cfi_startproc",
            "t.s:2:1: open CFI at the end of file; missing .cfi_endproc directive"),
        Arguments.of(".long (\f", "t.s:1:1: expression missing"));
  }

  /**
   * Returns symbols that are each twice the previous one, so that evaluating the last one
   * recursively would take 2^n additions.
   */
  private static String doubling(int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= n; i++) {
      text.append("a" + i + "=a" + (i - 1) + "+a" + (i - 1) + "\n");
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void refuses(String text, String message) {
    CompileException e =
        assertThrows(
            CompileException.class,
            () -> {
              AsmFile file = new AsmFile(null);
              AsmParser.parse("t.s", text, file);
              Assembler.assemble(file);
            });
    assertEquals(message, e.getMessage());
  }

  @Test
  void inlineBodiesShareLabelsButNotPlaces() {
    AsmFile file = new AsmFile("t.c");
    Section text = file.section(".text");
    AsmParser.parseInline(
        "1: jmp 1b\n.pushsection .ex,\"a\"\n.long 1b - .\n.popsection",
        file,
        text,
        new Loc("t.c", 4, 2, null));
    AsmParser.parseInline("1: jmp 1b", file, text, new Loc("t.c", 5, 2, null));
    assertEquals(
        "[.Lnum1_1:, \tjmp\t.Lnum1_1, .Lnum1_2:, \tjmp\t.Lnum1_2]",
        text.items().stream()
            .map(i -> AsmPrinter.print(i).replaceAll(" +", "\t"))
            .toList()
            .toString());
    CompileException e =
        assertThrows(
            CompileException.class,
            () -> AsmParser.parseInline("nop\nfrob", file, text, new Loc("t.c", 6, 3, null)));
    assertEquals("t.c:6:3: no instruction `frob'", e.getMessage());
    e =
        assertThrows(
            CompileException.class,
            () -> AsmParser.parseInline(".data", file, text, new Loc("t.c", 7, 3, null)));
    assertEquals("t.c:7:3: inline asm ends in section .data", e.getMessage());
  }

  /**
   * A random mutation of a source results in an object or in a diagnostic, never in another
   * exception.
   */
  @Test
  void survivesMutations() throws IOException {
    String[] sources = {
      GnuAsCrossCheckTest.resource("syntax.s"), GnuAsCrossCheckTest.resource("frames.s")
    };
    Random random = new Random(20130908);
    for (int i = 0; i < 800; i++) {
      StringBuilder s = new StringBuilder(sources[i % 2]);
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        int at = random.nextInt(s.length());
        switch (random.nextInt(3)) {
          case 0 -> s.setCharAt(at, (char) random.nextInt(9, 127));
          case 1 -> s.delete(at, Math.min(s.length(), at + random.nextInt(20)));
          default -> s.insert(at, s.substring(at, Math.min(s.length(), at + random.nextInt(40))));
        }
      }
      String text = s.toString();
      try {
        AsmFile file = new AsmFile(null);
        AsmParser.parse("t.s", text, file);
        Assembler.assemble(file);
      } catch (CompileException expected) {
        // A diagnostic is the only exception that is permitted.
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("mutation " + i + " of seed 20130908\n" + text, e);
      }
    }
  }
}

package fastpath.emulator.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.Tools;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests which definition a name resolves to, in two object files of GNU as; {@code f} returns 42 if
 * the resolution is correct.
 */
class SymbolsTest {
  private static final String GROUP =
      ".section .text.g,\"axG\",@progbits,g,comdat; .weak g; g: movl $%d, %%eax; ret; .text";

  @TempDir static Path directory;

  /**
   * A test case: the statements of one.s and two.s, each ended by ';', and the message if they must
   * not link.
   */
  record Case(String name, String one, String two, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case links(String name, String one, String two) {
    return new Case(name, one, two, null);
  }

  private static Case refused(String name, String one, String two, String message) {
    return new Case(name, one, two, message);
  }

  @BeforeAll
  static void need() {
    Tools.need("as");
  }

  static Stream<Case> cases() {
    return Stream.of(visibility(), weak(), common(), absolute(), sections(), groups())
        .flatMap(s -> s);
  }

  private static Stream<Case> visibility() {
    return Stream.of(
        links("hidden", "f: jmp g", ".globl g; .hidden g; g: movl $42, %eax; ret"),
        links("protected", "f: jmp g", ".globl g; .protected g; g: movl $42, %eax; ret"),
        links("internal", "f: jmp g", ".globl g; .internal g; g: movl $42, %eax; ret"),
        links("hidden where it is used", "f: jmp g; .hidden g", ".globl g; g: movl $42,%eax; ret"),
        links("hidden, weak and nowhere", "f: leaq g, %rax; addl $42,%eax; ret; .weak g;.hidden g"),
        links("locals of one name", "f: jmp g; g: movl $42, %eax; ret", "g: movl $1, %eax; ret"),
        links(
            "a local goes before a global",
            "f: movl v(%rip), %eax; ret; .data; v: .long 42",
            ".globl v; .data; v: .long 1"),
        refused(
            "a local is nothing to others",
            "f: jmp g",
            "g: ret",
            "one.o: f+0x1: undefined symbol g referenced"),
        refused(
            "twice",
            ".globl g; f: g: ret",
            ".globl g; g: ret",
            "two.o: symbol g is defined in one.o too"),
        refused(
            "nowhere", "f: nop; call g; ret", "", "one.o: f+0x2: undefined symbol g referenced"),
        refused(
            "data that refers to nothing",
            "f: ret; .data; .globl t; t: .long 1; .quad g",
            "",
            "one.o: t+0x4: undefined symbol g referenced"));
  }

  private static Case links(String name, String one) {
    return links(name, one, "");
  }

  private static Stream<Case> weak() {
    String strong = ".globl g; g: movl $42, %eax; ret";
    String weak = "; .weak g; g: movl $1, %eax; ret";
    return Stream.of(
        links("weak before strong", "f: jmp g" + weak, strong),
        links("strong before weak", "f: jmp g; .globl g; g: movl $42, %eax; ret", "nop" + weak),
        links("weak twice", "f: jmp g; .weak g; g: movl $42, %eax; ret", "nop" + weak),
        links("weak reference to a strong one", "f: jmp g; .weak g", strong),
        links("weak and nowhere, absolute", "f: movq $g, %rax; addl $42, %eax; ret; .weak g"),
        links(
            "weak and nowhere, by address",
            "f: movq p(%rip), %rax; addl $42, %eax; ret; .data; p: .quad g; .weak g"),
        links(
            "weak and nowhere, through the GOT",
            "f: movq g@GOTPCREL(%rip), %rax; addl $42, %eax; ret; .weak g"),
        links(
            "weak and nowhere, compared through the GOT",
            "f: cmpq $0, g@GOTPCREL(%rip); sete %al; movzbl %al, %eax; addl $41, %eax; ret;"
                + " .weak g"),
        refused(
            "weak here, wanted there",
            "f: movq $g, %rax; ret; .weak g",
            "h: call g",
            "two.o: h+0x1: undefined symbol g referenced"));
  }

  private static Stream<Case> common() {
    String last = "f: movl $42, c+60(%rip); movl c+60(%rip), %eax; ret; .comm c,4,4; .comm d,4,4";
    String aligned = "f: leaq c(%rip), %rax; andl $63, %eax; addl $42, %eax; ret; .comm c,4,4";
    String apart =
        "f: movl $42, d(%rip); leaq c(%rip), %rdi; movl $64, %ecx; xorl %eax, %eax; rep stosb;"
            + " movl d(%rip), %eax; ret; .comm c,4; .comm d,4";
    return Stream.of(
        links("the largest size", last, ".comm c,64,4"),
        links("the strictest alignment", aligned, ".comm b,1,1; .comm c,4,64"),
        links("nothing overlaps", apart, ".comm c,64,1; .comm e,4"),
        links(
            "a definition goes before",
            "f: movl c(%rip), %eax; ret; .comm c,4",
            ".globl c; .data; c: .long 42"),
        links(
            "the definition may come first",
            ".globl c; f: movl c(%rip), %eax; ret; .data; c: .long 42",
            ".comm c,4"),
        links(
            "a weak definition does not",
            "f: movl c(%rip), %eax; addl $42, %eax; ret; .comm c,4",
            ".weak c; .data; c: .long 1"),
        links("is zero", "f: movl c(%rip), %eax; addl $42, %eax; ret; .comm c,4", ".comm c,4"),
        links(
            "local ones are apart",
            "f: movl $42, c(%rip); call g; movl c(%rip), %eax; ret; .lcomm c,4",
            ".globl g; g: movl $1, c(%rip); ret; .lcomm c,4"));
  }

  private static Stream<Case> absolute() {
    return Stream.of(
        links("absolute", "f: movl $a, %eax; ret", ".globl a; .set a, 42"),
        links(
            "absolute in data",
            "f: movl v(%rip), %eax; ret; .data; v: .quad a+2",
            ".globl a; .set a, 40"),
        links(
            "a difference of absolutes and numbers",
            "f: movzbl v(%rip), %eax; ret; .data; v: .byte a-1",
            ".globl a; a = 43"),
        refused(
            "absolute twice",
            ".globl a; a = 1; f: ret",
            ".globl a; a = 1",
            "two.o: symbol a is defined in one.o too"),
        refused(
            "absolute and too large",
            "f: movl $a, %eax; ret",
            ".globl a; a = 0x100000000",
            "one.o: f+0x1: R_X86_64_32 against a does not fit: 0x100000000"));
  }

  private static Stream<Case> sections() {
    String strings = ".section .rodata.str1.1,\"aMS\",@progbits,1; ";
    String constants = ".section .rodata.cst8,\"aM\",@progbits,8; ";
    return Stream.of(
        links(
            "strings of one object may be another's",
            "f: movzbl s+2(%rip), %eax; ret; " + strings + "s: .string \"ab*\"",
            strings + ".string \"xx\"; .string \"ab*\""),
        links(
            "strings of both, by address",
            "f: movq p(%rip), %rax; movq q(%rip), %rcx; movzbl 1(%rax), %eax; subb (%rcx), %al;"
                + " ret; "
                + strings
                + "t: .string \"ab\"; s: .string \"1k\"; .data; p: .quad s",
            ".globl q; " + strings + ".string \"1k\"; u: .string \"A\"; .data; q: .quad u"),
        links(
            "constants",
            "f: movl c(%rip), %eax; ret; " + constants + ".quad 1; c: .quad 42",
            constants + ".quad 42; .quad 1"),
        links(
            ".init_array is relocated and not run",
            "f: call *a(%rip); movl v(%rip), %eax; ret; i: incl v(%rip); ret; .data; v: .long 41;"
                + " .section .init_array,\"aw\"; a: .quad i",
            "j: ud2; .section .init_array,\"aw\"; .quad j; .section .ctors,\"aw\"; .quad j"),
        links(
            "a section in parts, in the order of objects",
            "f: movl __start_t+4(%rip), %eax; ret; .section t,\"a\"; .long 1",
            ".section t,\"a\"; .long 42"),
        links(
            "alignment between parts",
            "f: leaq x(%rip), %rax; andl $63, %eax; addl $42, %eax; ret; .data; .byte 1",
            ".globl x; .data; .balign 64; x: .byte 1"),
        links(
            "zeros beside bytes of one name",
            "f: movl z+4096(%rip), %eax; addl $42, %eax; ret",
            ".globl z; .bss; z: .skip 5000; .data; .long 7"));
  }

  private static Stream<Case> groups() {
    String use = "; f: jmp g; ";
    return Stream.of(
        links("the first of a group stays", GROUP.formatted(42) + use, GROUP.formatted(1)),
        links(
            "all members go",
            GROUP.formatted(42)
                + use
                + ".section .data.g,\"awG\",@progbits,g,comdat; .globl d; d: .long 1",
            GROUP.formatted(1)
                + "; .section .data.g,\"awG\",@progbits,g,comdat; .globl d; d: .long 2"),
        links(
            "a group that is none of comdat stays",
            "f: jmp h; .section .text.g,\"axG\",@progbits,g; g: ret",
            ".section .text.g,\"axG\",@progbits,g; .globl h; h: movl $42, %eax; ret"),
        links(
            "a group's name need not be its symbol",
            GROUP.formatted(1).replace("g,comdat", "s,comdat").replace("g:", "k:") + "; f: jmp m; ",
            GROUP
                .formatted(1)
                .replace("g,comdat", "s2,comdat")
                .replace("g:", "m: .globl m;")
                .replace("$1", "$42")),
        refused(
            "what was dropped is missed",
            GROUP.formatted(1) + use,
            ".section .text.g,\"axG\",@progbits,g,comdat; l: ret; .text; h: call l",
            "two.o: h+0x1: undefined symbol l referenced"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheDefinition(Case c) throws IOException {
    List<ObjectFile> objects =
        List.of(assemble("one", ".globl f; " + c.one), assemble("two", c.two));
    if (c.message != null) {
      LinkException e =
          assertThrows(LinkException.class, () -> Linker.link(objects, LinkOptions.kernel()));
      assertEquals(c.message, e.getMessage());
      return;
    }
    for (LinkOptions where : List.of(LinkOptions.kernel(), LinkOptions.low())) {
      Machine machine = Machine.create(Linker.link(objects, where), MachineOptions.defaults());
      Outcome outcome = machine.call("f");
      assertEquals(Stop.RETURN, outcome.stop(), () -> outcome.fault().message());
      assertEquals(42, (int) outcome.value());
    }
  }

  private static ObjectFile assemble(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name + ".s"), text.replace(";", "\n") + "\n");
    Tools.run(directory, "as", name + ".s", "-o", name + ".o");
    return Tools.object(directory, name + ".o");
  }
}

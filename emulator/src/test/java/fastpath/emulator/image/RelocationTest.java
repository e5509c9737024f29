package fastpath.emulator.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests each relocation type in an object file of GNU as; {@code f} returns 42 if the relocation
 * was applied correctly.
 */
class RelocationTest {
  /** Source that defines the symbols to which the cases refer. */
  private static final String OTHER =
      """
      .globl v, byte, answer, ret42, small
      .data
      v: .long 42
      .set byte, 42
      .set small, 0x2a00
      .text
      ret42: movl $42, %eax
      ret
      """;

  @TempDir static Path directory;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          R_X86_64_64            | movabsq $v, %rax; movl (%rax), %eax; ret
          R_X86_64_PC32          | movl v(%rip), %eax; ret
          R_X86_64_PLT32         | jmp ret42
          R_X86_64_PLT32         | call ret42@PLT; ret
          R_X86_64_PLT32         | xorl %ecx, %ecx; jz ret42
          R_X86_64_GOTPCREL      | pushq v@GOTPCREL(%rip); popq %rax; movl (%rax), %eax; ret
          R_X86_64_GOTPCRELX     | call *ret42@GOTPCREL(%rip); ret
          R_X86_64_GOTPCRELX     | jmp *ret42@GOTPCREL(%rip)
          R_X86_64_REX_GOTPCRELX | movq v@GOTPCREL(%rip), %rax; movl (%rax), %eax; ret
          R_X86_64_REX_GOTPCRELX | xorl %eax, %eax; addq v@GOTPCREL(%rip), %rax; movl (%rax), %eax; ret
          R_X86_64_32            | movl $v, %eax; movslq %eax, %rax; movl (%rax), %eax; ret
          R_X86_64_32S           | movq $v, %rax; movl (%rax), %eax; ret
          R_X86_64_32S           | movl v, %eax; ret
          R_X86_64_16            | movw $small, %ax; movzbl %ah, %eax; ret
          R_X86_64_8             | movb $byte, %al; movzbl %al, %eax; ret
          R_X86_64_PC64          | movq d(%rip), %rax; leaq d(%rip), %rcx; movl (%rax,%rcx), %eax; ret; .data; d: .quad v - .
          R_X86_64_PC16          | movswq d(%rip), %rax; leaq d(%rip), %rcx; movl (%rax,%rcx), %eax; ret; d: .short v - .
          R_X86_64_PC8           | movsbq d(%rip), %rax; leaq d(%rip), %rcx; addq %rcx, %rax; jmp *%rax; d: .byte ret42 - .
          R_X86_64_GOTPCREL64    | movq d(%rip), %rax; leaq d(%rip), %rcx; movq (%rax,%rcx), %rax; movl (%rax), %eax; ret; d: .quad 0; .reloc d, R_X86_64_GOTPCREL64, v
          R_X86_64_NONE          | movl $42, %eax; ret; .reloc f, R_X86_64_NONE, v
          R_X86_64_GOTPC32       | leaq _GLOBAL_OFFSET_TABLE_(%rip), %rcx; movabsq $v@GOTOFF, %rax; movl (%rax,%rcx), %eax; ret
          R_X86_64_GOTOFF64      | leaq _GLOBAL_OFFSET_TABLE_(%rip), %rcx; movabsq $v@GOTOFF, %rax; movl (%rax,%rcx), %eax; ret
          R_X86_64_GOT64         | leaq _GLOBAL_OFFSET_TABLE_(%rip), %rcx; movabsq $v@GOT, %rax; movq (%rax,%rcx), %rax; movl (%rax), %eax; ret
          R_X86_64_GOTPC64       | 1: leaq 1b(%rip), %rcx; movabsq $_GLOBAL_OFFSET_TABLE_-1b, %rdx; addq %rdx, %rcx; movabsq $v@GOTOFF, %rax; movl (%rax,%rcx), %eax; ret
          R_X86_64_PLTOFF64      | leaq _GLOBAL_OFFSET_TABLE_(%rip), %rcx; movabsq $ret42@PLTOFF, %rax; addq %rcx, %rax; jmp *%rax
          """)
  void isFilledIn(String type, String code) throws IOException {
    boolean low = List.of("R_X86_64_32", "R_X86_64_PC64", "R_X86_64_PC16").contains(type);
    ObjectFile object = assemble("case", ".globl f; f: " + code);
    assertTrue(types(object).anyMatch(type::equals), () -> types(object).toList().toString());
    Image image =
        Linker.link(
            List.of(object, assemble("other", OTHER)),
            low ? LinkOptions.low() : LinkOptions.kernel());
    Outcome outcome = Machine.create(image, MachineOptions.defaults()).call("f");
    assertEquals(Stop.RETURN, outcome.stop(), () -> outcome.fault().message());
    assertEquals(42, (int) outcome.value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          movq %fs:0, %rax; leaq t@TPOFF(%rax), %rax    | R_X86_64_TPOFF32 (thread-local storage) in .text
          movq t@GOTTPOFF(%rip), %rax                   | R_X86_64_GOTTPOFF (thread-local storage) in .text
          leaq t@TLSGD(%rip), %rdi                      | R_X86_64_TLSGD (thread-local storage) in .text
          movb $v, %al                                  | R_X86_64_8 against v does not fit
          .byte v - .                                   | R_X86_64_PC8 against v does not fit
          .skip 70000; .short small - .                 | R_X86_64_PC16 against small does not fit
          jmp absent                                    | undefined symbol absent referenced
          """)
  void isRefused(String code, String message) throws IOException {
    String storage = code.contains("t@") ? "; .section .tdata,\"awT\"; t: .long 1" : "";
    List<ObjectFile> objects =
        List.of(assemble("case", ".globl f; f: " + code + storage), assemble("other", OTHER));
    LinkException e =
        assertThrows(LinkException.class, () -> Linker.link(objects, LinkOptions.kernel()));
    assertTrue(e.getMessage().startsWith("case.o: "), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private static Stream<String> types(ObjectFile object) {
    return object.sections().stream()
        .filter(s -> s.type() == 1)
        .flatMap(s -> s.relocations().stream())
        .map(r -> r.type().text());
  }

  private static ObjectFile assemble(String name, String text) throws IOException {
    Tools.need("as");
    Files.writeString(directory.resolve(name + ".s"), text.replace("; ", "\n") + "\n");
    Tools.run(directory, "as", name + ".s", "-o", name + ".o");
    return Tools.object(directory, name + ".o");
  }
}

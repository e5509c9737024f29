package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests notations of source that the parser accepts besides the output of {@link Att#source}. The
 * expected bytes are those of GNU as 2.40.
 */
class AttParserTest {
  private record Name(String text) implements Symbolic {
    @Override
    public String toString() {
      return text;
    }
  }

  private static Insn parse(String source) {
    return AttParser.parse(source, Name::new);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "movq $1, %rax                 | 48 c7 c0 01 00 00 00",
        "movq $0x80000000, %rax        | 48 b8 00 00 00 80 00 00 00 00",
        "movabsq $1, %rax              | 48 b8 01 00 00 00 00 00 00 00",
        "mov $-1, %eax                 | b8 ff ff ff ff",
        "addl $(1 << 4) + 3, %eax      | 83 c0 13",
        "add $0xffffffff, %eax         | 83 c0 ff",
        "addq $128, %rax               | 48 05 80 00 00 00",
        "imul $5, %eax                 | 6b c0 05",
        "shll %eax                     | d1 e0",
        "sal $1, %eax                  | d1 e0",
        "test (%rdi), %eax             | 85 07",
        "xchg (%rdi), %eax             | 87 07",
        "jz 2                          | 74 00",
        "jmp *8(%rax)                  | ff 60 08",
        "callq *%rax                   | ff d0",
        "retq                          | c3",
        "rep movsb                     | f3 a4",
        "rep stosq                     | f3 48 ab",
        "repe cmpsb                    | f3 a6",
        "repnz scasb                   | f2 ae",
        "rep ret                       | f3 c3",
        "rep nop                       | f3 90",
        "rep bsf %eax, %ecx            | f3 0f bc c8",
        "lock decl (%rdi)              | f0 ff 0f",
        "notrack jmp *%rax             | 3e ff e0",
        "movzbl %al, %eax              | 0f b6 c0",
        "movzx %al, %eax               | 0f b6 c0",
        "movsbq (%rax), %rcx           | 48 0f be 08",
        "movslq %eax, %rcx             | 48 63 c8",
        "movsx %eax, %rcx              | 48 63 c8",
        "cdqe                          | 48 98",
        "pushq $5                      | 6a 05",
        "push 8(%rsp)                  | ff 74 24 08",
        "mov %gs:0x28, %rax            | 65 48 8b 04 25 28 00 00 00",
        "mov %ds:(%rax), %eax          | 8b 00",
        "mov 8*5-8(,%rcx,8), %rax      | 48 8b 04 cd 20 00 00 00",
        "lea (%rax,%rcx), %rdx         | 48 8d 14 08",
        "nop                           | 90",
        "xchg %eax, %eax               | 87 c0",
        "int $0x80                     | cd 80",
        "cmpxchg16b (%rdi)             | 48 0f c7 0f",
        "bt $3, %eax                   | 0f ba e0 03",
        "setnz %al                     | 0f 95 c0",
        "cmovnzl (%rax), %ecx          | 0f 45 08",
        "movb %r8l, %al                | 44 88 c0",
        "jne,pt 3                      | 3e 75 00",
      })
  void assembles(String source, String bytes) {
    assertEquals(
        bytes, HexFormat.ofDelimiter(" ").formatHex(Encoder.encode(parse(source), 0).bytes()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mov sym+4(%rip), %eax   | 8b 05 00 00 00 00             | 2 4 true true sym+4 0 4",
        "movl $5, sym(%rip)      | c7 05 00 00 00 00 05 00 00 00 | 2 4 true true sym 0 8",
        "cmpb $1, sym(%rip)      | 80 3d 00 00 00 00 01          | 2 4 true true sym 0 5",
        "mov $sym, %rax          | 48 c7 c0 00 00 00 00          | 3 4 false true sym 0 4",
        "mov $sym, %eax          | b8 00 00 00 00                | 1 4 false false sym 0 4",
        "movabs $sym, %rax       | 48 b8 00 00 00 00 00 00 00 00 | 2 8 false false sym 0 8",
        "add $sym, %rax          | 48 05 00 00 00 00             | 2 4 false true sym 0 4",
        "mov %gs:sym, %eax       | 65 8b 04 25 00 00 00 00       | 4 4 false true sym 0 4",
        "mov sym(,%rdi,8), %rax  | 48 8b 04 fd 00 00 00 00       | 4 4 false true sym 0 4",
        "jmp sym                 | e9 00 00 00 00                | 1 4 true true sym 0 4",
        "jne sym                 | 0f 85 00 00 00 00             | 2 4 true true sym 0 4",
        "call sym                | e8 00 00 00 00                | 1 4 true true sym 0 4",
        "loop sym                | e2 00                         | 1 1 true true sym 0 1",
      })
  void leavesFixups(String source, String bytes, String fixup) {
    Encoded encoded = Encoder.encode(parse(source), 0);
    assertEquals(bytes, HexFormat.ofDelimiter(" ").formatHex(encoded.bytes()));
    Fixup f = encoded.fixups().get(0);
    List<Object> parts =
        List.of(
            f.offset(),
            f.size(),
            f.pcRelative(),
            f.signed(),
            f.symbol(),
            f.addend(),
            f.endDistance());
    assertEquals(fixup, String.join(" ", parts.stream().map(Object::toString).toList()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "frob %eax              | no instruction `frob'",
        "addps %xmm0, %xmm1     | instruction of sse: `addps'; compile with -mgeneral-regs-only",
        "mov %exx, %eax         | no register `%exx'",
        "add $1, (%rax)         | operand size is not given: add (%rax), $0x1 (destination first)",
        "mov %eax, %rbx         | no form of mov %rbx, %eax (destination first)",
        "mov (%rax), (%rbx)     | no form of mov (%rbx), (%rax) (destination first)",
        "add $0x123456789, %rax | no form of add %rax, $0x123456789 (destination first)",
        "lock mov %eax, (%rbx)  | lock is not allowed: mov (%rbx), %eax (destination first)",
        "mov (%ax), %eax        | not an address: `(%ax)'",
        "mov (%rax,%rsp), %eax  | not an address: `(%rax,%rsp)'",
        "mov (%rax,%rcx,3),%eax | scale must be 1, 2, 4 or 8: `(%rax,%rcx,3)'",
        "mov %eax,              | an operand is missing",
        "mov $, %eax            | an expression is missing",
      })
  void refuses(String source, String message) {
    assertEquals(message, assertThrows(AsmSyntaxException.class, () -> parse(source)).getMessage());
  }

  /**
   * Mutations of valid source are parsed to an instruction or cause the parser's documented
   * exception, and nothing else.
   */
  @Test
  void survivesAnything() {
    List<Insn> samples = Samples.all();
    Random random = new Random(7);
    String alphabet = "%$(),*:-+0x9abrdi sl\t~|<'\"";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text =
          new StringBuilder(Att.source(samples.get(random.nextInt(samples.size()))));
      for (int k = random.nextInt(4); k >= 0; k--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        }
        text.append(text.isEmpty() ? " " : "");
      }
      String source = text.toString();
      try {
        parse(source);
      } catch (AsmSyntaxException expected) {
        continue;
      } catch (RuntimeException e) {
        throw new AssertionError(source, e);
      }
    }
    assertThrows(
        AsmSyntaxException.class,
        () -> AttParser.parse("mov $" + "(".repeat(1_000_000) + "1, %eax", text -> null));
  }
}

package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.emulator.isa.IsaException.Reason;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests prefixes, bytes that are no instruction, and instructions that are not supported. */
class DecoderTest {
  private static Decoded decode(String hex) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
    return Decoder.decode(bytes, 0, bytes.length, 0x1000);
  }

  /** Expected texts are as objdump 2.40 prints them. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "90                               | nop",
        "66 90                            | xchg   %ax,%ax",
        "41 90                            | xchg   %eax,%r8d",
        "48 90                            | rex.W nop",
        "f3 90                            | pause",
        "f3 41 90                         | rex.B pause",
        "66 f3 90                         | data16 pause",
        "f3 66 49 90                      | data16 rex.WB pause",
        "48 ed                            | rex.W in (%dx),%eax",
        "66 48 6f                         | data16 rex.W outsl %ds:(%rsi),(%dx)",
        "0f ae f3                         | mfence",
        "0f ae fe                         | sfence",
        "0f 18 33                         | nopl   (%rbx)",
        "0f 1f 00                         | nopl   (%rax)",
        "0f 1f 44 00 00                   | nopl   0x0(%rax,%rax,1)",
        "66 2e 0f 1f 84 00 00 00 00 00    | cs nopw 0x0(%rax,%rax,1)",
        "66 66 2e 0f 1f 84 00 00 00 00 00 | data16 cs nopw 0x0(%rax,%rax,1)",
        "f3 c3                            | repz ret",
        "f2 c3                            | bnd ret",
        "3e ff e0                         | notrack jmp *%rax",
        "2e 75 00                         | jne,pn 0x1003",
        "48 ff e0                         | rex.W jmp *%rax",
        "66 48 8d 3d 00 00 00 00          | data16 lea 0x0(%rip),%rdi        # 0x1008",
        "f3 48 ab                         | rep stos %rax,%es:(%rdi)",
        "f3 a6                            | repz cmpsb %es:(%rdi),%ds:(%rsi)",
        "65 a4                            | movsb  %gs:(%rsi),%es:(%rdi)",
        "26 a5                            | movsl  %ds:(%rsi),%es:(%rdi)",
        "0f ae e9                         | lfence",
        "67 8b 04 25 00 08 00 00          | mov    0x800(,%eiz,1),%eax",
        "8b 44 20 08                      | mov    0x8(%rax,%riz,1),%eax",
        "f0 66 0f b1 0f                   | lock cmpxchg %cx,(%rdi)",
        "48 0f c8                         | bswap  %rax",
        "e8 fb ff ff ff                   | call   0x1000",
      })
  void prints(String bytes, String text) {
    assertEquals(text, Att.print(decode(bytes)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "06                      | NOT_AN_INSTRUCTION | ",
        "f0 89 07                | NOT_AN_INSTRUCTION | ",
        "f0 ff c0                | NOT_AN_INSTRUCTION | ",
        "f0 39 07                | NOT_AN_INSTRUCTION | ",
        "8d c0                   | NOT_AN_INSTRUCTION | ",
        "66 66 66 66 66 66 66 66 66 66 66 66 66 66 66 90 | TOO_LONG | ",
        "2e 2e 2e 2e 2e 2e 2e 2e 2e 2e 2e 05 01 02 03 04 | TOO_LONG | ",
        "48                      | TRUNCATED          | ",
        "48 8b 05 00 00          | TRUNCATED          | ",
        "0f 58 c1                | UNSUPPORTED        | sse",
        "66 0f 3a 0f c1 08 90    | UNSUPPORTED        | sse",
        "f3 0f 54 c1             | NOT_AN_INSTRUCTION | ",
        "0f 12 c1                | UNSUPPORTED        | sse",
        "66 0f 12 c1             | NOT_AN_INSTRUCTION | ",
        "dd f5                   | NOT_AN_INSTRUCTION | ",
        "f3 0f 38 f0 07          | NOT_AN_INSTRUCTION | ",
        "c4 e3 73 f0 37 03       | NOT_AN_INSTRUCTION | ",
        "c4 e2 7c f5 c8          | NOT_AN_INSTRUCTION | ",
        "c4 e3 77 f0 c1 05       | NOT_AN_INSTRUCTION | ",
        "c4 e2 74 f3 c9          | NOT_AN_INSTRUCTION | ",
        "62 f5 7c 48 58 c1 90    | UNSUPPORTED        | avx512",
        "d9 45 f8 90             | UNSUPPORTED        | x87",
        "9b                      | UNSUPPORTED        | x87",
        "9b db e3 90             | UNSUPPORTED        | x87",
        "9b d9 7d f8 90          | UNSUPPORTED        | x87",
        "c5 f8 77                | UNSUPPORTED        | avx",
        "62 f1 fe 48 6f 06 90    | UNSUPPORTED        | avx512",
      })
  void refuses(String bytes, Reason reason, String name) {
    IsaException e = assertThrows(IsaException.class, () -> decode(bytes));
    assertEquals(reason, e.reason());
    assertEquals(name == null ? "" : name, e.name());
    if (reason == Reason.UNSUPPORTED) {
      int padding = bytes.endsWith("90") ? 1 : 0;
      assertEquals(bytes.split(" ").length - padding, e.bytes().length);
    }
  }

  @Test
  void everyProperPrefixIsTruncated() {
    for (Insn insn : Samples.all()) {
      byte[] bytes = Encoder.encode(insn, 1 << 20).bytes();
      for (int n = 0; n < bytes.length; n++) {
        int limit = n;
        IsaException e =
            assertThrows(IsaException.class, () -> Decoder.decode(bytes, 0, limit, 1 << 20));
        assertEquals(Reason.TRUNCATED, e.reason(), insn::toString);
      }
    }
  }

  @Test
  void anyBytesAreAnInstructionOrRefused() {
    Random random = new Random(11);
    byte[] bytes = new byte[20];
    for (int i = 0; i < 300_000; i++) {
      random.nextBytes(bytes);
      try {
        Decoded decoded = Decoder.decode(bytes, 0, bytes.length, 0x1000);
        assertArrayEquals(Arrays.copyOf(bytes, decoded.length()), decoded.bytes());
        Lifter.lift(decoded);
        Att.print(decoded);
      } catch (IsaException expected) {
        continue;
      }
    }
  }
}

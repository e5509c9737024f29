package fastpath.emulator.dataflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.Lifter;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectsTest {
  /** The registers are sets of bits: rax is 1, rbx is 8. */
  @ParameterizedTest
  @CsvSource({
    "6690,   0, 0, 'xchg %ax,%ax, a nop of two bytes'",
    "4887c0, 0, 0, 'xchg %rax,%rax'",
    "87c0,   1, 1, 'xchg %eax,%eax, which clears the upper half'",
    "4887d8, 9, 9, 'xchg %rbx,%rax'",
  })
  void exchange(String code, int defines, int values, String text) {
    byte[] bytes = HexFormat.of().parseHex(code);
    Effects effects = Effects.of(Lifter.lift(Decoder.decode(bytes, 0, bytes.length, 0)));
    assertEquals(new Effects(defines, 0, values, false, false), effects, text);
  }

  /** Bit 16 is the flags. */
  @ParameterizedTest
  @CsvSource({
    "83c8ff,   10001, 0, 'or $-1,%eax'",
    "4883c8ff, 10001, 0, 'or $-1,%rax'",
    "83c87f,   10001, 1, 'or $0x7f,%eax'",
    "0cff,     10001, 1, 'or $-1,%al, which keeps the upper bits'",
  })
  void or(String code, String defines, int values, String text) {
    byte[] bytes = HexFormat.of().parseHex(code);
    Effects effects = Effects.of(Lifter.lift(Decoder.decode(bytes, 0, bytes.length, 0)));
    assertEquals(Integer.parseInt(defines, 16), effects.defines(), text);
    assertEquals(values, effects.values(), text);
  }
}

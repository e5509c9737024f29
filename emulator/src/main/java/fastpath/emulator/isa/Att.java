package fastpath.emulator.isa;

import java.util.function.Function;

/** AT&amp;T text of instructions. */
public final class Att {
  private Att() {}

  /** As objdump -d prints it after the bytes, without symbols. */
  public static String print(Decoded decoded) {
    return print(decoded.insn(), decoded.next(), address -> null);
  }

  /**
   * As objdump -d prints it.
   *
   * @param nextAddress the address after the instruction
   * @param symbolizer "f+0x16" for an address, or null
   */
  public static String print(Insn insn, long nextAddress, Function<Long, String> symbolizer) {
    throw new UnsupportedOperationException("to come");
  }

  /** As source that GNU as takes. */
  public static String source(Insn insn) {
    throw new UnsupportedOperationException("to come");
  }
}

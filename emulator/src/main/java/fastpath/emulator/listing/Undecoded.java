package fastpath.emulator.listing;

import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Listed;
import java.util.function.Function;

/**
 * Bytes in code that are no instruction with a meaning. A listing shows them and goes on behind
 * them; only an engine that reaches them stops.
 *
 * @param address of the first byte
 * @param length in bytes: the instruction's own, or 1 if it is none
 * @param text as objdump has it: the instruction, or {@code (bad)}
 */
public record Undecoded(long address, int length, String text) {
  /**
   * What a decoder's refusal of code[offset] leaves to be shown.
   *
   * @param limit end of the code
   * @param symbolizer "f+0x16" for an address, or null
   */
  public static Undecoded of(
      IsaException refusal, byte[] code, int offset, int limit, Function<Long, String> symbolizer) {
    Listed listed = Listed.decode(code, offset, limit, refusal.address());
    return listed == null
        ? new Undecoded(refusal.address(), 1, "(bad)")
        : new Undecoded(refusal.address(), listed.length(), listed.text(symbolizer));
  }
}

package fastpath.emulator.listing;

import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Listed;
import java.util.function.Function;

/**
 * Bytes in code that are no instruction, or an instruction without a defined meaning. A listing
 * shows these bytes and continues after them; an engine stops only if it reaches them.
 *
 * @param address address of the first byte
 * @param length length in bytes: the instruction's, or 1 if the bytes are no instruction
 * @param text the text that objdump prints: the instruction, or {@code (bad)}
 */
public record Undecoded(long address, int length, String text) {
  /**
   * Returns the undecoded bytes at code[offset], which a decoder has refused.
   *
   * @param limit index of the end of the code
   * @param symbolizer returns the name of an address, such as "f+0x16", or null
   */
  public static Undecoded of(
      IsaException refusal, byte[] code, int offset, int limit, Function<Long, String> symbolizer) {
    Listed listed = Listed.decode(code, offset, limit, refusal.address());
    return listed == null
        ? new Undecoded(refusal.address(), 1, "(bad)")
        : new Undecoded(refusal.address(), listed.length(), listed.text(symbolizer));
  }
}

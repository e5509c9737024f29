package fastpath.emulator.isa;

import java.util.List;
import java.util.function.Function;

/**
 * An instruction that is decoded and listed but not executed: SSE and AVX in all variants, x87,
 * MMX, XOP, and instructions for hypervisors, secure monitors and the like.
 *
 * @param address of its first byte
 * @param length in bytes, 1..15
 * @param mnemonic as objdump prints it
 * @param operands in AT&amp;T order
 * @param target where xbegin continues if the transaction fails; null for others
 * @param reference the address of a memory operand relative to rip; null if there is none
 */
public record Listed(
    long address,
    int length,
    String mnemonic,
    Prefixes prefixes,
    List<String> operands,
    Long target,
    Long reference) {
  public Listed {
    operands = List.copyOf(operands);
  }

  /**
   * Decodes the instruction at code[offset]; bytes at limit and beyond are not looked at.
   *
   * @return null if there is no such instruction
   */
  public static Listed decode(byte[] code, int offset, int limit, long address) {
    try {
      return new ListedDecoder(code, offset, limit, address).decode();
    } catch (IsaException e) {
      return null;
    }
  }

  /**
   * The text of objdump -d.
   *
   * @param symbolizer yields "f+0x16" for an address, or null
   */
  public String text(Function<Long, String> symbolizer) {
    StringBuilder text = new StringBuilder();
    Att.prefixes(prefixes, text);
    text.append(mnemonic);
    for (int i = 0; i < operands.size(); i++) {
      Att.separate(text, i > 0);
      text.append(operands.get(i));
    }
    if (target != null) {
      Att.separate(text, false);
      text.append(Att.place(target, symbolizer));
    }
    if (reference != null) {
      text.append("        # ").append(Att.place(reference, symbolizer));
    }
    return text.toString();
  }

  /**
   * Number of prefix bytes that objdump lists as an instruction of their own: those up to a REX
   * that another prefix or fwait follows, which the CPU ignores (SDM vol. 2A, 2.2.1). 0 if there is
   * no such REX.
   */
  public static int idlePrefixes(byte[] code, int offset, int limit) {
    int at = offset;
    while (at < limit && PrefixBytes.isLegacyPrefix(code[at] & 0xff)) {
      at++;
    }
    return isRex(code, at, limit)
            && (isRex(code, at + 1, limit)
                || at + 1 < limit && PrefixBytes.isLegacyPrefix(code[at + 1] & 0xff)
                || at + 1 < limit && (code[at + 1] & 0xff) == ListedDecoder.WAIT)
        ? at + 1 - offset
        : 0;
  }

  private static boolean isRex(byte[] code, int at, int limit) {
    return at < limit && (code[at] & 0xf0) == 0x40;
  }

  /** The names of the first prefix bytes. */
  public static String prefixes(byte[] code, int offset, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = offset; i < offset + length; i++) {
      boolean rex = (code[i] & 0xf0) == 0x40;
      text.append(text.isEmpty() ? "" : " ");
      text.append(rex ? PrefixBytes.rexName(code[i] & 15) : PrefixName.idle(code[i] & 0xff));
    }
    return text.toString();
  }
}

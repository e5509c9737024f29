package fastpath.emulator.isa;

import java.util.List;
import java.util.function.Function;

/**
 * An instruction that is decoded and listed but not executed: SSE and AVX in all variants, x87,
 * MMX, XOP, and instructions for hypervisors, secure monitors and the like.
 *
 * @param address address of the instruction's first byte
 * @param length length in bytes, 1..15
 * @param mnemonic the mnemonic as objdump prints it
 * @param operands the operands in AT&amp;T order
 * @param target the address where an xbegin continues if the transaction fails; null for other
 *     instructions
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
   * Decodes the instruction at code[offset], without reading bytes at limit and beyond.
   *
   * @return null if the bytes are not such an instruction
   */
  public static Listed decode(byte[] code, int offset, int limit, long address) {
    try {
      return new ListedDecoder(code, offset, limit, address).decode();
    } catch (IsaException e) {
      return null;
    }
  }

  /**
   * Returns the instruction as objdump -d prints it.
   *
   * @param symbolizer returns "f+0x16" for an address; null for an address without a symbol
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
   * Returns the number of prefix bytes that objdump lists as an instruction of their own: those up
   * to a REX that another prefix or fwait follows, because the CPU ignores such a REX (SDM vol. 2A,
   * 2.2.1). The result is 0 if no REX is ignored.
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

  /** Returns the names of the first prefix bytes. */
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

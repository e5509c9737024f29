package fastpath.emulator.isa;

import java.util.List;
import java.util.function.Function;

/**
 * An instruction that is decoded and listed but not executed: SSE and AVX in all their kinds, x87,
 * MMX, XOP, and what only a hypervisor, a secure monitor or the like executes.
 *
 * @param address of its first byte
 * @param length in bytes, 1..15
 * @param mnemonic as objdump prints it
 * @param operands in AT&amp;T order
 * @param target where xbegin goes if the transaction fails; null for others
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
   * @return null if it is no instruction that is listed but not executed
   */
  public static Listed decode(byte[] code, int offset, int limit, long address) {
    try {
      return new ListedDecoder(code, offset, limit, address).decode();
    } catch (IsaException e) {
      return null;
    }
  }

  /**
   * As objdump -d prints it.
   *
   * @param symbolizer "f+0x16" for an address, or null
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
}

package fastpath.lab.workshop;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.IsaException;
import fastpath.emulator.listing.Undecoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The machine code of one function: its main range, and the cold part that gcc and clang place
 * elsewhere under the name {@code F.cold}.
 *
 * @param insns the instructions, in order of address within each part
 * @param undecoded number of bytes between the instructions that the decoder's table does not cover
 * @param bytes size of all parts in bytes
 */
public record FunctionCode(
    List<Symbol> parts, List<Decoded> insns, List<Undecoded> undecoded, long bytes) {

  /**
   * Decodes a function of an image.
   *
   * @throws LabException if the image has no such function
   */
  public static FunctionCode of(Image image, String function) {
    Symbol symbol =
        image
            .symbol(function)
            .orElseThrow(() -> new LabException("no function " + function + " in what was linked"));
    List<Symbol> parts = new ArrayList<>(List.of(symbol));
    image.symbol(function + ".cold").ifPresent(parts::add);
    List<Decoded> insns = new ArrayList<>();
    List<Undecoded> undecoded = new ArrayList<>();
    for (Symbol part : parts) {
      decode(image, part, insns, undecoded);
    }
    return new FunctionCode(parts, insns, undecoded, parts.stream().mapToLong(Symbol::size).sum());
  }

  /** True if an address is in one of the function's parts. */
  public boolean contains(long address) {
    return parts.stream()
        .anyMatch(part -> Long.compareUnsigned(address - part.value(), part.size()) < 0);
  }

  private static String symbol(Image image, long address) {
    String symbol = image.symbolize(address);
    return symbol.isEmpty() ? null : symbol;
  }

  private static void decode(
      Image image, Symbol part, List<Decoded> insns, List<Undecoded> undecoded) {
    Optional<Section> section =
        image.sections().stream().filter(s -> s.isCode() && s.contains(part.value())).findFirst();
    if (section.isEmpty()) {
      return;
    }
    byte[] code = image.bytes(section.get());
    int offset = (int) (part.value() - section.get().address());
    int end = (int) Math.min(code.length, offset + part.size());
    while (offset < end) {
      try {
        Decoded insn = Decoder.decode(code, offset, end, section.get().address() + offset);
        insns.add(insn);
        offset += insn.length();
      } catch (IsaException e) {
        Undecoded bytes = Undecoded.of(e, code, offset, end, place -> symbol(image, place));
        undecoded.add(bytes);
        offset += bytes.length();
      }
    }
  }
}

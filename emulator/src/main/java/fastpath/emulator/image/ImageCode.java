package fastpath.emulator.image;

import fastpath.emulator.frames.FunctionExtent;
import fastpath.emulator.frames.ProgramCode;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Listed;
import java.util.ArrayList;
import java.util.List;

/** The instructions of an image, and its functions as its symbols give them. */
final class ImageCode implements ProgramCode {
  /**
   * The suffix that compilers append to a function's name to name its infrequently executed part.
   */
  private static final String COLD = ".cold";

  private final Image image;

  ImageCode(Image image) {
    this.image = image;
  }

  @Override
  public Decoded decode(long address) {
    return image.decode(address).orElse(null);
  }

  @Override
  public int skipped(long address) {
    return image.listed(address).map(Listed::length).orElse(0);
  }

  @Override
  public FunctionExtent function(long address) {
    return image.symbolAt(address).map(this::extent).orElse(null);
  }

  private FunctionExtent extent(Symbol symbol) {
    String name = symbol.name();
    Symbol hot = symbol;
    if (name.endsWith(COLD)) {
      String owner = name.substring(0, name.length() - COLD.length());
      hot = image.symbol(owner).orElse(symbol);
    }
    List<FunctionExtent.Part> parts = new ArrayList<>();
    parts.add(part(hot));
    if (hot != symbol) {
      parts.add(part(symbol));
    } else {
      image.symbol(name + COLD).map(this::part).ifPresent(parts::add);
    }
    return new FunctionExtent(hot.value(), parts);
  }

  private FunctionExtent.Part part(Symbol symbol) {
    return new FunctionExtent.Part(symbol.value(), image.endOf(symbol) - symbol.value());
  }
}

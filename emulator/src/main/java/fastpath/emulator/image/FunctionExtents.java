package fastpath.emulator.image;

import fastpath.emulator.frames.FunctionExtent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Functions of an image by the addresses of their code, as its symbols tell them. */
final class FunctionExtents implements LongFunction<FunctionExtent> {
  /** What compilers append to a function's name for the part that is seldom executed. */
  private static final String COLD = ".cold";

  private final Image image;

  FunctionExtents(Image image) {
    this.image = image;
  }

  /** The function that an address belongs to; null if no symbol covers the address. */
  @Override
  public FunctionExtent apply(long address) {
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

package fastpath.emulator;

import fastpath.emulator.engine.Engine;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import java.util.Optional;

/**
 * The code that counts as the called function itself: its symbol's code, its {@code .cold} part,
 * and code of no symbol (exception fix-ups).
 */
public final class CalledFunction implements Engine.Activation {
  private final Image image;
  private final String name;
  private final long start;
  private final long size;

  private final long stackBytes;

  /**
   * Finds the function whose symbol covers an address.
   *
   * @param stackBytes size of the machine's stack in bytes
   */
  public CalledFunction(Image image, long address, long stackBytes) {
    this.image = image;
    this.stackBytes = stackBytes;
    Optional<Symbol> s = image.symbolAt(address);
    name = s.map(Symbol::name).orElse("");
    start = s.map(Symbol::value).orElse(address);
    size = s.map(Symbol::size).orElse(0L);
  }

  @Override
  public boolean owns(long address) {
    if (address - start >= 0 && address - start < size) {
      return true;
    }
    String other = image.symbolAt(address).map(Symbol::name).orElse("");
    return other.isEmpty() || other.equals(name) || other.equals(name + ".cold");
  }

  @Override
  public long stackBytes() {
    return stackBytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CalledFunction f
        && image == f.image
        && name.equals(f.name)
        && start == f.start
        && size == f.size;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(start);
  }
}

package fastpath.emulator.frames;

import java.util.List;

/**
 * The addresses of a function's code.
 *
 * @param entry address of the function's first instruction
 * @param parts the function's code, its cold part included
 */
public record FunctionExtent(long entry, List<Part> parts) {
  /** A piece of code; {@code size} in bytes. */
  public record Part(long start, long size) {
    boolean contains(long address) {
      return Long.compareUnsigned(address - start, size) < 0;
    }
  }

  public FunctionExtent {
    parts = List.copyOf(parts);
  }

  /** True if an address lies in one of the parts. */
  public boolean contains(long address) {
    for (Part part : parts) {
      if (part.contains(address)) {
        return true;
      }
    }
    return false;
  }
}

package fastpath.emulator.frames;

import java.util.List;

/**
 * Where a function's code lies.
 *
 * @param entry address of the first instruction that runs
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

package fastpath.emulator.frames;

import java.util.List;

/**
 * The address ranges of a function's code.
 *
 * @param entry address of the function's first instruction
 * @param parts the address ranges of the function's code, including its cold part
 */
public record FunctionExtent(long entry, List<Part> parts) {
  /** A contiguous range of code; {@code size} is in bytes. */
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

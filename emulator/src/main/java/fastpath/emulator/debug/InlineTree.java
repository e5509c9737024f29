package fastpath.emulator.debug;

import java.util.List;

/** Which functions, inlined ones included, an address belongs to (DWARF 4 and 5). */
public final class InlineTree {
  /** Innermost first; the last is the function that has the code. Empty if not known. */
  public List<Frame> at(long address) {
    throw new UnsupportedOperationException("to come");
  }
}

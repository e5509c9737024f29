package fastpath.emulator.debug;

import java.util.List;
import java.util.Optional;

/** Source lines of addresses (DWARF 4 and 5 .debug_line). */
public final class LineTable {
  /**
   * A row: from address up to the next row's.
   *
   * @param statement whether the compiler recommends it for a breakpoint
   */
  public record Row(long address, String file, int line, int column, boolean statement) {}

  /** The row that covers an address. */
  public Optional<Row> at(long address) {
    throw new UnsupportedOperationException("to come");
  }

  /** Every row in order of address. */
  public List<Row> rows() {
    throw new UnsupportedOperationException("to come");
  }
}

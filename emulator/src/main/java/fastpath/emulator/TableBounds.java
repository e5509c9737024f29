package fastpath.emulator;

import fastpath.emulator.image.LinkException;
import fastpath.emulator.machine.GuestFault;
import java.util.function.Supplier;

/** Tables of an image lie between two symbols, which a damaged file may put anywhere. */
final class TableBounds {
  private TableBounds() {}

  /**
   * What is read of a table in memory.
   *
   * @throws LinkException if the symbols lead to where there is no memory
   */
  static <T> T read(String table, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (GuestFault e) {
      throw new LinkException(
          "damaged table: the bounds of %s lead to 0x%x, where there is no memory"
              .formatted(table, e.address()));
    }
  }
}

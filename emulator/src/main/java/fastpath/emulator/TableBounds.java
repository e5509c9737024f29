package fastpath.emulator;

import fastpath.emulator.image.LinkException;
import fastpath.emulator.machine.GuestFault;
import java.util.function.Supplier;

/**
 * Reads tables of an image that lie between two symbols, whose values in a damaged file may be any
 * address.
 */
final class TableBounds {
  private TableBounds() {}

  /**
   * Returns what a function reads of a table in memory.
   *
   * @throws LinkException if the function reads an address that is not mapped
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

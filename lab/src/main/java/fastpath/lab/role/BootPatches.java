package fastpath.lab.role;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Decoded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The instructions of an image that boot may replace ({@code include/linux/alternative.h}).
 *
 * @param places a place for each replacement; several replacements may have the same address
 */
record BootPatches(List<Place> places) {
  private static final String SECTION = "__altinstructions";
  private static final int ENTRY_BYTES = 12;
  private static final int REPLACEMENT = 4;
  private static final int LENGTH = 10;

  /**
   * A place in the code that boot may replace.
   *
   * @param bytes size of the replaced code in bytes
   * @param opensUserMemory true if the replacement is stac or clac
   */
  record Place(long address, int bytes, boolean opensUserMemory) {
    boolean contains(long a) {
      return Long.compareUnsigned(a - address, bytes) < 0;
    }
  }

  static BootPatches of(Image image) {
    List<Place> places = new ArrayList<>();
    for (Section s : image.sections()) {
      if (s.name().equals(SECTION)) {
        ByteBuffer table = ByteBuffer.wrap(image.bytes(s)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + ENTRY_BYTES <= table.limit(); at += ENTRY_BYTES) {
          places.add(place(image, s.address() + at, table, at));
        }
      }
    }
    return new BootPatches(List.copyOf(places));
  }

  private static Place place(Image image, long address, ByteBuffer table, int at) {
    long replacement = address + REPLACEMENT + table.getInt(at + REPLACEMENT);
    return new Place(
        address + table.getInt(at),
        Byte.toUnsignedInt(table.get(at + LENGTH)),
        image.decode(replacement).filter(BootPatches::opens).isPresent());
  }

  private static boolean opens(Decoded insn) {
    Action action = insn.insn().form().action();
    return action == Action.ALLOW_USER_ACCESS || action == Action.FORBID_USER_ACCESS;
  }

  /** True if boot may put stac or clac at an address. */
  boolean opensUserMemory(long address) {
    return places.stream().anyMatch(p -> p.opensUserMemory && p.contains(address));
  }

  /**
   * Returns the start of the place that contains an address, if boot may replace that place;
   * otherwise the address itself.
   */
  long linked(long address) {
    return places.stream()
        .filter(p -> p.contains(address))
        .findFirst()
        .map(Place::address)
        .orElse(address);
  }
}

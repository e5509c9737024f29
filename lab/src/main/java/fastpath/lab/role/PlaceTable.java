package fastpath.lab.role;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code lab_places} of an image ({@code support/roles.c}): the offsets of words that
 * have roles, in the compiler's layout under the image's preset.
 */
record PlaceTable(List<Place> places) {
  private static final String SYMBOL = "lab_places";
  private static final String ARROW = "->";
  private static final int NAME_BYTES = 48;
  private static final int ENTRY_BYTES = NAME_BYTES + 2 * Long.BYTES;

  /**
   * A line of the table.
   *
   * @param offset offset of a field in its struct, or of a pointer's target in the struct; for a
   *     constant, its value
   * @param bytes size of a field in bytes; 0 for a pointer or constant
   */
  record Place(String name, long offset, long bytes) {}

  /** Returns the image's table; empty if the image is not linked with kernelsrc and has none. */
  static PlaceTable of(Image image) {
    List<Place> places = new ArrayList<>();
    image.symbol(SYMBOL).ifPresent(symbol -> read(image, symbol, places));
    return new PlaceTable(List.copyOf(places));
  }

  private static void read(Image image, Symbol symbol, List<Place> places) {
    if (symbol.section() < 0) {
      return;
    }
    Section section = image.sections().get(symbol.section());
    ByteBuffer table = ByteBuffer.wrap(image.bytes(section)).order(ByteOrder.LITTLE_ENDIAN);
    int start = (int) (symbol.value() - section.address());
    int end = (int) Math.min(table.limit(), start + symbol.size());
    for (int at = start; at + ENTRY_BYTES <= end; at += ENTRY_BYTES) {
      byte[] name = new byte[NAME_BYTES];
      table.get(at, name);
      String text = new String(name, StandardCharsets.US_ASCII);
      places.add(
          new Place(
              text.substring(0, Math.max(0, text.indexOf('\0'))),
              table.getLong(at + NAME_BYTES),
              table.getLong(at + NAME_BYTES + Long.BYTES)));
    }
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /**
   * Returns the name of the field that contains an access at an offset from a pointer; empty if
   * there is none.
   */
  Optional<String> field(String pointer, long offset, int bytes) {
    for (Place p : places) {
      if (p.name.startsWith(pointer + ARROW)) {
        String struct = p.name.substring(pointer.length() + ARROW.length());
        Optional<String> found = within(struct, offset + p.offset, bytes);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the field that an access covers exactly; if there is none, a field that contains the
   * start of the access.
   */
  private Optional<String> within(String struct, long offset, int bytes) {
    List<Place> fields =
        places.stream()
            .filter(p -> p.bytes > 0 && p.name.startsWith(struct + "."))
            .filter(p -> offset >= p.offset && offset < p.offset + p.bytes)
            .toList();
    return fields.stream()
        .filter(p -> offset + bytes == p.offset + p.bytes && offset == p.offset)
        .findFirst()
        .or(() -> fields.stream().findFirst())
        .map(Place::name);
  }

  /** True if the table has a struct to which a variable, or the stack's end, points. */
  boolean isPointer(String name) {
    return places.stream().anyMatch(p -> p.name.startsWith(name + ARROW));
  }

  /** Returns the name of a constant; empty if no constant of the table has the value. */
  Optional<String> constant(long value) {
    return places.stream()
        .filter(p -> p.bytes == 0 && !p.name.contains(ARROW) && p.offset == value)
        .map(Place::name)
        .findFirst();
  }
}

package fastpath.emulator.listing;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.ObjectFile;

/** A disassembly as {@code objdump -d} prints it, from the line "Disassembly of section" on. */
public final class Listing {
  private Listing() {}

  /**
   * Of an object's code sections.
   *
   * @param relocations print them under the instructions as {@code objdump -dr} does
   */
  public static String of(ObjectFile object, boolean relocations) {
    throw new UnsupportedOperationException("to come");
  }

  /** Of an image's code sections. */
  public static String of(Image image) {
    throw new UnsupportedOperationException("to come");
  }
}

package fastpath.emulator.image;

import java.util.List;

/** Links objects into an {@link Image}. */
public final class Linker {
  private Linker() {}

  /**
   * Links relocatable objects, or loads one executable.
   *
   * @throws LinkException undefined or doubly defined symbol, relocation that does not fit, ...
   */
  public static Image link(List<ObjectFile> objects, LinkOptions options) {
    throw new UnsupportedOperationException("to come");
  }
}

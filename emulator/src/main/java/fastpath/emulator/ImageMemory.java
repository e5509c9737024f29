package fastpath.emulator;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Segment;
import fastpath.emulator.machine.Memory;
import java.util.List;

/** Loads the segments of an image into memory. */
final class ImageMemory {
  private static final long PAGE = 4096;

  private ImageMemory() {}

  static void load(Image image, Memory memory) {
    for (Segment s : image.segments()) {
      if (s.size() > 0) {
        long size = mapped(s, image.segments());
        memory.map(s.address(), s.bytes(), size, s.permissions(), s.name());
      }
    }
  }

  /**
   * A segment's mapping extends to the end of the segment's last page, as an operating system maps
   * it, because code may read whole words at the end of its data. The mapping ends earlier if
   * another segment begins in that page.
   */
  private static long mapped(Segment s, List<Segment> all) {
    long size = s.size() + (-(s.address() + s.size()) & PAGE - 1);
    for (Segment other : all) {
      long distance = other.address() - s.address();
      if (other.size() > 0 && distance > 0 && distance < size) {
        size = Math.max(s.size(), distance);
      }
    }
    return size;
  }
}

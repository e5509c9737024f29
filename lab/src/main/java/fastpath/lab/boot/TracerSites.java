package fastpath.lab.boot;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of the calls of the function tracer in a kernel and its modules, which boot
 * replaces by nops (ftrace_process_locs()).
 *
 * @param sorted the addresses in ascending order, as signed numbers; 0 stands for a call that the
 *     build has dropped
 */
public record TracerSites(long[] sorted) {
  private static final String SECTION = "__mcount_loc";

  /** Returns the sites in an image; none for a program that is not a kernel. */
  public static TracerSites of(Image image) {
    List<LongBuffer> tables = new ArrayList<>();
    long start = image.symbol("__start_mcount_loc").map(Symbol::value).orElse(0L);
    long stop = image.symbol("__stop_mcount_loc").map(Symbol::value).orElse(start);
    if (stop - start >= Long.BYTES) {
      tables.add(words(image, new Section(SECTION, start, stop - start, 0)));
    }
    image.sections().stream()
        .filter(s -> s.name().equals(SECTION))
        .forEach(s -> tables.add(words(image, s)));
    long[] all = new long[tables.stream().mapToInt(LongBuffer::remaining).sum()];
    int at = 0;
    for (LongBuffer table : tables) {
      int size = table.remaining();
      table.get(all, at, size);
      at += size;
    }
    Arrays.sort(all);
    return new TracerSites(all);
  }

  private static LongBuffer words(Image image, Section table) {
    return ByteBuffer.wrap(image.bytes(table)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  }

  /** True if a call of the tracer was linked at an address. */
  public boolean contains(long address) {
    return Arrays.binarySearch(sorted, address) >= 0;
  }
}

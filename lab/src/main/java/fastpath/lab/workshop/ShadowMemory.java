package fastpath.lab.workshop;

import fastpath.emulator.Machine;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The shadow memory of the kernel address sanitizer for all mapped memory: one byte for each 8
 * bytes. All shadow bytes are zero, so that every access is allowed until the guest itself poisons
 * memory. Instrumented code reads and writes the shadow directly. Addresses of user memory have no
 * shadow, as in a kernel.
 */
final class ShadowMemory {
  /** A variable of the sanitizer's hooks; if the image has the variable, the hooks are linked. */
  private static final String OFFSET = "__kasan_shadow_offset";

  private static final int SCALE = 3;
  private static final long PAGE = 4096;

  private ShadowMemory() {}

  /** Maps the shadow memory if the image has the sanitizer's hooks. */
  static void map(Machine machine) {
    Optional<Symbol> offset = machine.image().symbol(OFFSET);
    if (offset.isEmpty()) {
      return;
    }
    Memory memory = machine.memory();
    long base = memory.peek(offset.get().value(), Long.BYTES);
    TreeMap<Long, Long> ends = new TreeMap<>(Long::compareUnsigned);
    for (Mapping m : memory.mappings()) {
      if (m.address() >= 0) {
        continue;
      }
      long from = base + (m.address() >>> SCALE) & -PAGE;
      long to = base + (m.address() + m.size() - 1 >>> SCALE) + PAGE & -PAGE;
      ends.merge(from, to, (a, b) -> Long.compareUnsigned(a, b) > 0 ? a : b);
    }
    while (!ends.isEmpty()) {
      long from = ends.firstKey();
      long to = ends.pollFirstEntry().getValue();
      while (!ends.isEmpty() && Long.compareUnsigned(ends.firstKey(), to) <= 0) {
        long next = ends.pollFirstEntry().getValue();
        to = Long.compareUnsigned(next, to) > 0 ? next : to;
      }
      memory.map(from, to - from, Memory.READ | Memory.WRITE, "KASAN shadow");
    }
  }
}

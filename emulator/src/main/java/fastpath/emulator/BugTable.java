package fastpath.emulator;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kernel's table of BUG() and WARN(), from {@code __start___bug_table} to {@code
 * __stop___bug_table}. It tells which ud2 instructions stand for one, and their source lines. An
 * entry has the address of the ud2 and of the file's name, both relative to themselves, a line and
 * flags (struct bug_entry of include/asm-generic/bug.h with DEBUG_BUGVERBOSE, 12 bytes).
 */
final class BugTable {
  private static final String NAME = "__bug_table";
  private static final int ENTRY = 12;
  private static final int WARNING = 1;
  private static final int ONCE = 2;
  private static final int UD2_BYTES = 2;
  private static final int LONGEST_NAME = 256;

  private record Entry(long file, int line, int flags) {}

  private final Image image;
  private final Memory memory;
  private final long start;
  private final long stop;
  private final Set<Long> warned = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private Map<Long, Entry> entries;

  /**
   * The table of a loaded image. The table is empty if its size is not a multiple of an entry's, as
   * without DEBUG_BUGVERBOSE, where no entry has a line.
   */
  BugTable(Image image, Memory memory) {
    this.image = image;
    this.memory = memory;
    start = image.symbol("__start___bug_table").map(Symbol::value).orElse(0L);
    long end = image.symbol("__stop___bug_table").map(Symbol::value).orElse(0L);
    stop = (end - start) % ENTRY == 0 ? end : start;
  }

  /** Skips the ud2 of a WARN() and records the warning; false if the instruction is not one. */
  boolean warn(Cpu cpu) {
    long rip = cpu.get(State.RIP);
    Entry entry = entries().get(rip);
    if (entry == null || (entry.flags & WARNING) == 0) {
      return false;
    }
    if (warned.add(rip) || (entry.flags & ONCE) == 0) {
      warnings.add("WARNING: at " + where(entry) + ", in " + image.symbolize(rip));
    }
    cpu.set(State.RIP, rip + UD2_BYTES);
    return true;
  }

  /** The warnings so far, a line each. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The file and line of the BUG() at an address, as the end of a fault's message; else empty. */
  String remark(long rip) {
    Entry entry = entries().get(rip);
    return entry == null ? "" : ", kernel BUG at " + where(entry);
  }

  private String where(Entry entry) {
    return text(entry.file) + ":" + entry.line;
  }

  private String text(long at) {
    int length = 0;
    try {
      while (length < LONGEST_NAME && memory.peek(at + length, 1) != 0) {
        length++;
      }
      return new String(memory.read(at, length), StandardCharsets.UTF_8);
    } catch (GuestFault e) {
      return "?";
    }
  }

  private Map<Long, Entry> entries() {
    if (entries == null) {
      entries = TableBounds.read(NAME, this::readEntries);
    }
    return entries;
  }

  private Map<Long, Entry> readEntries() {
    Map<Long, Entry> all = new HashMap<>();
    add(all, start, stop);
    // A module beside a kernel has its own table.
    for (Section s : image.sections()) {
      boolean own = s.name().equals(NAME) && start != s.address();
      if (own && s.size() % ENTRY == 0) {
        add(all, s.address(), s.address() + s.size());
      }
    }
    return all;
  }

  private void add(Map<Long, Entry> all, long from, long to) {
    for (long at = from; at != to; at += ENTRY) {
      long bug = at + (int) memory.peek(at, 4);
      long file = at + 4 + (int) memory.peek(at + 4, 4);
      all.put(bug, new Entry(file, (int) memory.peek(at + 8, 2), (int) memory.peek(at + 10, 2)));
    }
  }
}

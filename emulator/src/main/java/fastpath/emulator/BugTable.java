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
 * The kernel's table of BUG() and WARN() calls, from {@code __start___bug_table} to {@code
 * __stop___bug_table}. The table lists the ud2 instructions that BUG() and WARN() compile to, with
 * their source lines. An entry is a struct bug_entry of include/asm-generic/bug.h with
 * DEBUG_BUGVERBOSE, 12 bytes: the addresses of the ud2 and of the file's name, each relative to its
 * own field, then a line and flags.
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
   * Finds the table of a loaded image. The table is treated as empty if its size is not a multiple
   * of 12 bytes, as in a kernel without DEBUG_BUGVERBOSE, whose entries have no line.
   */
  BugTable(Image image, Memory memory) {
    this.image = image;
    this.memory = memory;
    start = image.symbol("__start___bug_table").map(Symbol::value).orElse(0L);
    long end = image.symbol("__stop___bug_table").map(Symbol::value).orElse(0L);
    stop = (end - start) % ENTRY == 0 ? end : start;
  }

  /**
   * Skips the ud2 of a WARN() at rip and records the warning; returns false if the instruction at
   * rip is not such a ud2.
   */
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

  /** Returns the warnings recorded so far, each as one line. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Returns the text ", kernel BUG at file:line" for the entry of the ud2 at an address; empty if
   * the table has no such entry.
   */
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
    // A module that is loaded beside a kernel has a bug table of its own.
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

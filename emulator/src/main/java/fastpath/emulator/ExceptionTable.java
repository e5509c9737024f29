package fastpath.emulator;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's exception table, from {@code __start___ex_table} to {@code __stop___ex_table}. The
 * table lists, for instructions that may fault, the address where execution continues after the
 * fault. An entry of Linux 3.11 has two int32 words, the addresses of the instruction and of its
 * fix-up, each relative to the word's own address. From Linux 4.6 on an entry has a third word,
 * which selects an additional action. An image may define the symbol {@code __ex_table_entry_size}
 * as 8 or 12, the size of an entry in bytes. Without this symbol the size is inferred: it is the
 * size for which the first two words of every entry are addresses of code.
 */
final class ExceptionTable {
  private static final String NAME = "__ex_table";
  private static final int PLAIN = 8;
  private static final int TYPED = 12;

  private record Entry(long fixup, int data) {}

  private final Image image;
  private final Memory memory;
  private final long start;
  private final long stop;
  private final int entrySize;
  private Map<Long, Entry> entries;

  /**
   * Finds the table of a loaded image.
   *
   * @throws LinkException if the table's size is not a multiple of an entry's size
   */
  ExceptionTable(Image image, Memory memory) {
    this.image = image;
    this.memory = memory;
    start = image.symbol("__start___ex_table").map(Symbol::value).orElse(0L);
    stop = image.symbol("__stop___ex_table").map(Symbol::value).orElse(0L);
    Optional<Symbol> told = image.symbol("__ex_table_entry_size");
    long size =
        told.isPresent()
            ? told.get().value()
            : TableBounds.read(NAME, this::isTyped) ? TYPED : PLAIN;
    if (size != PLAIN && size != TYPED) {
      throw new LinkException("__ex_table_entry_size is " + size + ": neither 8 nor 12");
    }
    if ((stop - start) % size != 0) {
      throw new LinkException(
          String.format("__ex_table: %d bytes are not entries of %d", stop - start, size));
    }
    entrySize = (int) size;
  }

  /** Returns the size of an entry in bytes: 8 or 12. */
  int entryBytes() {
    return entrySize;
  }

  /**
   * True if in every entry of 12 bytes the first two words are addresses of code and the third word
   * is valid.
   */
  private boolean isTyped() {
    if (start == stop || (stop - start) % TYPED != 0) {
      return false;
    }
    List<Section> code = image.sections().stream().filter(Section::isCode).toList();
    for (long at = start; at != stop; at += TYPED) {
      long from = relative(at);
      long to = relative(at + 4);
      int data = (int) memory.peek(at + 8, 4);
      if (code.stream().noneMatch(s -> s.contains(from))
          || code.stream().noneMatch(s -> s.contains(to))
          || !ExceptionType.isPlausible(data) && handler(at + 8) == null) {
        return false;
      }
    }
    return true;
  }

  private long relative(long at) {
    return at + (int) memory.peek(at, 4);
  }

  private ExceptionType handler(long at) {
    String name = image.symbolize(relative(at));
    return ExceptionType.ofHandler(name);
  }

  /**
   * Sets rip to the fix-up of the instruction at rip, if the kernel's handler of this exception
   * would use the table's entry.
   */
  boolean fix(Fault.Kind kind, Cpu cpu) {
    boolean looksUp =
        switch (kind) {
          case DIVIDE, INVALID_OPCODE, STACK, PROTECTION, PAGE -> true;
          case BREAKPOINT, DOUBLE, UNSUPPORTED, INTERRUPT, SYSTEM_CALL, UNDEFINED -> false;
        };
    Entry entry = looksUp ? entries().get(cpu.get(State.RIP)) : null;
    ZeroPadding padding = new ZeroPadding(cpu, memory);
    if (entry == null || !ExceptionType.apply(entry.data, kind.vector(), cpu, padding)) {
      return false;
    }
    cpu.set(State.RIP, entry.fixup);
    return true;
  }

  /**
   * Returns a remark for the message of a fault that was not fixed up although the table has an
   * entry for the instruction.
   */
  String remark(long rip) {
    Entry entry = entries().get(rip);
    return entry == null || ExceptionType.of(entry.data) != null
        ? ""
        : ", and its exception table entry has the unknown type "
            + (entry.data & ExceptionType.TYPE_MASK);
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
    // A module that is loaded beside a kernel has an exception table of its own.
    for (Section s : image.sections()) {
      boolean own = s.name().equals(NAME) && start != s.address();
      if (own && s.size() % entrySize == 0) {
        add(all, s.address(), s.address() + s.size());
      }
    }
    return all;
  }

  private void add(Map<Long, Entry> all, long from, long to) {
    for (long at = from; at != to; at += entrySize) {
      all.put(relative(at), new Entry(relative(at + 4), data(at)));
    }
  }

  private int data(long entry) {
    if (entrySize == PLAIN) {
      return ExceptionType.DEFAULT.number();
    }
    ExceptionType handled = handler(entry + 8);
    return handled != null ? handled.number() : (int) memory.peek(entry + 8, 4);
  }
}

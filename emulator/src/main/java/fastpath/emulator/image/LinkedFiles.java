package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The executables and shared objects of a link, each at its own addresses or behind the others. */
final class LinkedFiles {
  private static final long PAGE = 4096;
  private static final long HUGE_PAGE = 2 << 20;

  private final List<ObjectFile> files;
  private final List<LinkedFile> placed = new ArrayList<>();

  /** Made when first asked for, as the others: a file alone is not asked. */
  private Set<String> names;

  private Map<String, Long> globals;

  /** Files beside a linked file may name its variables and functions. */
  private Map<String, List<Long>> locals;

  private long behind;

  LinkedFiles(List<ObjectFile> files) {
    this.files = files;
  }

  private static boolean isCodeOrData(Symbol s) {
    return s.section() != Symbol.UNDEFINED
        && s.type() != Symbol.Type.SECTION
        && s.type() != Symbol.Type.FILE;
  }

  boolean defines(String name) {
    if (names == null) {
      names = new HashSet<>();
      for (ObjectFile file : files) {
        file.symbols().stream().filter(LinkedFiles::isCodeOrData).forEach(s -> names.add(s.name()));
      }
    }
    return names.contains(name);
  }

  /**
   * Assigns addresses to each file; files that may be loaded anywhere begin at {@code textBase}.
   */
  void place(long textBase) {
    long at = textBase;
    for (ObjectFile file : files) {
      if (!file.isMovable()) {
        LinkedFile fixed = new LinkedFile(file, 0);
        at = placed.isEmpty() ? end(fixed) : Math.max(at, end(fixed));
        placed.add(fixed);
      }
    }
    for (ObjectFile file : files) {
      if (file.isMovable()) {
        LinkedFile movable = new LinkedFile(file, OutputSection.up(at, HUGE_PAGE));
        placed.add(movable);
        at = end(movable);
      }
    }
    behind = at;
  }

  private void name(LinkedFile file) {
    for (Symbol s : file.file().symbols()) {
      if (isCodeOrData(s) && s.binding() == Symbol.Binding.LOCAL) {
        locals.computeIfAbsent(s.name(), n -> new ArrayList<>()).add(file.address(s));
      } else if (isCodeOrData(s)) {
        globals.putIfAbsent(s.name(), file.address(s));
      }
    }
  }

  private static long end(LinkedFile file) {
    long end = file.base();
    boolean first = true;
    for (Segment s : file.segments()) {
      long stop = s.address() + s.size();
      end = first || Long.compareUnsigned(stop, end) > 0 ? stop : end;
      first = false;
    }
    return OutputSection.up(end, PAGE);
  }

  /** The page behind the last file. */
  long behind() {
    return behind;
  }

  List<LinkedFile> placed() {
    return placed;
  }

  /** The bytes of per-CPU variables, which are at 0. */
  byte[] perCpu() {
    return placed.stream()
        .map(LinkedFile::perCpu)
        .filter(bytes -> bytes.length > 0)
        .findFirst()
        .orElse(new byte[0]);
  }

  /**
   * The place of a symbol: a global one if there is one, else a local one; null if no file defines
   * it.
   *
   * @throws LinkException if several local symbols have that name
   */
  Long address(String name) {
    if (globals == null) {
      globals = new HashMap<>();
      locals = new HashMap<>();
      placed.forEach(this::name);
    }
    Long global = globals.get(name);
    List<Long> found = global != null ? List.of(global) : locals.getOrDefault(name, List.of());
    if (found.size() > 1) {
      throw Ambiguity.of(name, found);
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The first bytes of a symbol's first definition in another file. */
  byte[] contents(Symbol symbol, LinkedFile asking) {
    for (LinkedFile file : placed) {
      for (Symbol s : file == asking ? List.<Symbol>of() : file.file().dynamic().symbols()) {
        if (s.name().equals(symbol.name()) && s.section() != Symbol.UNDEFINED) {
          return file.bytes(file.address(s), Math.min(s.size(), symbol.size()));
        }
      }
    }
    return new byte[0];
  }

  void prepare(Symbols symbols) {
    files.forEach(f -> LinkedFile.prepare(f, symbols));
  }

  void relocate(Symbols symbols) {
    placed.forEach(f -> f.relocate(symbols));
  }
}

package fastpath.emulator.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The executables and shared objects of a link, each loaded at its own addresses or after the
 * others.
 */
final class LinkedFiles {
  private static final long PAGE = 4096;
  private static final long HUGE_PAGE = 2 << 20;

  private final List<ObjectFile> files;
  private final List<LinkedFile> placed = new ArrayList<>();

  /**
   * The names of the symbols that the files define; made on first use, because a link of a single
   * file does not need the names.
   */
  private Set<String> names;

  private Map<String, Long> globals;

  /**
   * The addresses of local symbols by name; objects that are linked beside a linked file may refer
   * to the file's local variables and functions.
   */
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
   * Assigns an address to each file; position-independent files are placed from {@code textBase}
   * on.
   *
   * @throws LinkException if two files with fixed addresses overlap
   */
  void place(long textBase) {
    long at = textBase;
    for (ObjectFile file : files) {
      if (!file.isMovable()) {
        LinkedFile fixed = new LinkedFile(file, 0);
        placed.forEach(other -> checkApart(other, fixed));
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

  private static void checkApart(LinkedFile a, LinkedFile b) {
    for (Segment s : a.segments()) {
      for (Segment t : b.segments()) {
        long from = Math.max(s.address(), t.address());
        if (from < Math.min(s.address() + s.size(), t.address() + t.size())) {
          throw new LinkException(
              "%s and %s cannot be one program: both are linked at 0x%x"
                  .formatted(a.file().name(), b.file().name(), from));
        }
      }
    }
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

  /** Returns the address of the page after the last file. */
  long behind() {
    return behind;
  }

  List<LinkedFile> placed() {
    return placed;
  }

  /** Returns the initial contents of the per-CPU variables, which are at address 0. */
  byte[] perCpu() {
    return placed.stream()
        .map(LinkedFile::perCpu)
        .filter(bytes -> bytes.length > 0)
        .findFirst()
        .orElse(new byte[0]);
  }

  /**
   * Returns the address of the symbol with a name: a global symbol if there is one, otherwise a
   * local symbol; null if no file defines the name.
   *
   * @throws LinkException if several local symbols and no global one have the name
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

  /**
   * Returns the initial contents of the first definition of a symbol in a file other than {@code
   * asking}.
   */
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

package fastpath.emulator.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The source lines of addresses (.debug_line of DWARF 2 to 5). */
public final class LineTable {
  /**
   * A row, which holds from its address up to the next row's address.
   *
   * @param file the source file's name as given to the compiler
   * @param line the line number; 0 for code that belongs to no line, -1 for a row that ends a
   *     sequence
   * @param statement true if the row begins a statement (is_stmt), where a breakpoint is
   *     recommended
   */
  public record Row(long address, String file, int line, int column, boolean statement) {}

  private final List<Row> rows;
  private final Map<Long, LineProgram> units;

  private LineTable(List<Row> rows, Map<Long, LineProgram> units) {
    this.rows = rows;
    this.units = units;
  }

  /**
   * Parses .debug_line.
   *
   * @throws DebugException if the section is malformed
   */
  public static LineTable parse(DebugSections sections) {
    return read(sections, new Reader(sections.line(), 0), false);
  }

  /**
   * Parses a single unit of .debug_line.
   *
   * @param unit offset of the unit; -1 for no unit, whose table is empty
   * @throws DebugException if the unit is malformed
   */
  static LineTable of(DebugSections sections, long unit) {
    return unit == -1
        ? new LineTable(List.of(), Map.of())
        : read(sections, new Reader(sections.line(), unit), true);
  }

  private static LineTable read(DebugSections sections, Reader r, boolean single) {
    List<List<Row>> sequences = new ArrayList<>();
    Map<Long, LineProgram> units = new HashMap<>();
    Budget budget = new Budget(sections, r);
    while (!r.atEnd() && !(single && !units.isEmpty())) {
      long offset = r.position();
      LineProgram unit = new LineProgram(sections, r, budget);
      units.put(offset, unit);
      unit.run(sequences);
    }
    // Sequences of sections that the linker dropped have been relocated to address 0.
    sequences.removeIf(s -> s.getFirst().address() == 0);
    sequences.sort((a, b) -> Long.compareUnsigned(a.getFirst().address(), b.getFirst().address()));
    List<Row> rows = new ArrayList<>();
    for (List<Row> s : sequences) {
      rows.addAll(s);
    }
    return new LineTable(rows, units);
  }

  /** Returns this table with a number of bytes added to all addresses. */
  public LineTable movedBy(long bytes) {
    List<Row> moved = new ArrayList<>();
    for (Row r : rows) {
      moved.add(new Row(r.address() + bytes, r.file(), r.line(), r.column(), r.statement()));
    }
    return new LineTable(moved, units);
  }

  /** Joins several tables, whose address ranges do not overlap. */
  public static LineTable join(List<LineTable> tables) {
    List<LineTable> sorted = new ArrayList<>(tables);
    sorted.removeIf(t -> t.rows.isEmpty());
    sorted.sort(
        (a, b) -> Long.compareUnsigned(a.rows.getFirst().address(), b.rows.getFirst().address()));
    List<Row> rows = new ArrayList<>();
    sorted.forEach(t -> rows.addAll(t.rows));
    return new LineTable(rows, Map.of());
  }

  /** Returns the row that covers an address; empty if no row does. */
  public Optional<Row> at(long address) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(rows.get(middle).address(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 || rows.get(low - 1).line() < 0
        ? Optional.empty()
        : Optional.of(rows.get(low - 1));
  }

  /** Returns all rows in order of address, including the rows that end sequences. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /**
   * Returns the name of the file with a number in a unit of .debug_info; "" if the unit has no such
   * file.
   */
  String file(long unit, int number) {
    LineProgram p = units.get(unit);
    return p == null ? "" : p.file(number);
  }
}

package fastpath.emulator.isa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that are decoded and listed but not executed, by opcode. The rows are parsed when a
 * listing first meets an instruction that is not executable.
 */
final class ListedTable {
  private static final List<String> FILES =
      List.of("x87.txt", "system.txt", "sse.txt", "avx.txt", "avx512.txt", "xop.txt");

  /** Returns the table, which is made on first use. */
  private static final class Holder {
    static final ListedTable TABLE = new ListedTable();
  }

  private final List<ListedRow> all = new ArrayList<>();
  private final Map<Integer, List<ListedRow>> byOpcode = new HashMap<>();

  private ListedTable() {
    for (String file : FILES) {
      all.addAll(ListedNotation.read(read(file)));
    }
    for (ListedRow row : all) {
      byOpcode
          .computeIfAbsent(key(row.space(), row.map(), row.opcode()), k -> new ArrayList<>(4))
          .add(row);
    }
    byOpcode.values().forEach(rows -> rows.sort((a, b) -> precision(b) - precision(a)));
  }

  static ListedTable get() {
    return Holder.TABLE;
  }

  List<ListedRow> all() {
    return all;
  }

  /** Returns the rows of an opcode, those with more fixed bits first. */
  List<ListedRow> rows(ListedRow.Space space, int map, int opcode) {
    return byOpcode.getOrDefault(key(space, map, opcode), List.of());
  }

  private static int precision(ListedRow row) {
    return (row.prefix() > 0 ? 4 : 0) + (row.wide() >= 0 ? 2 : 0) + (row.modrm() >= 0 ? 1 : 0);
  }

  private static int key(ListedRow.Space space, int map, int opcode) {
    int index =
        switch (space) {
          case LEGACY -> 0;
          case VEX -> 1;
          case EVEX -> 2;
          case XOP -> 3;
        };
    return (index << 4 | map) << 8 | opcode;
  }

  private static String read(String file) {
    try (InputStream in = ListedTable.class.getResourceAsStream("listed/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package fastpath.emulator.image;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The versions of dynamic symbols, as binutils appends them to a name: {@code @@VERSION} for a
 * default version that the file itself defines, otherwise {@code @VERSION} (LSB Core 10.7). A
 * reference to a name outside of its section is ignored.
 */
final class SymbolVersions {
  private static final int DEFINED = 0x6ffffffd;
  private static final int NEEDED = 0x6ffffffe;
  private static final int TABLE = 0x6fffffff;
  private static final int HIDDEN = 0x8000;

  /** The number of the version that names the file itself. */
  private static final int BASE = 1;

  private final List<ObjectSection> sections;
  private final Map<Integer, String> names = new HashMap<>();
  private final Set<Integer> needed = new HashSet<>();
  private byte[] table = new byte[0];

  SymbolVersions(List<ObjectSection> sections) {
    this.sections = sections;
    for (ObjectSection s : sections) {
      switch (s.type()) {
        case TABLE -> table = s.bytes();
        case DEFINED -> defined(s.bytes(), strings(s));
        case NEEDED -> needed(s.bytes(), strings(s));
        default -> {}
      }
    }
    if (table.length > 0) {
      names.putIfAbsent(BASE, "Base");
    }
  }

  /**
   * Returns the name of the dynamic symbol with a number, followed by the symbol's version if it
   * has one.
   */
  String name(int number, Symbol symbol) {
    int version = half(table, 2 * number);
    String text = names.getOrDefault(version & ~HIDDEN, "");
    if (symbol.name().isEmpty() || text.isEmpty()) {
      return symbol.name();
    }
    boolean plain =
        (version & HIDDEN) == 0
            && symbol.section() != Symbol.UNDEFINED
            && !needed.contains(version);
    return symbol.name() + (plain ? "@@" : "@") + text;
  }

  private byte[] strings(ObjectSection s) {
    boolean linked = s.link() > 0 && s.link() < sections.size();
    return linked ? sections.get(s.link()).bytes() : new byte[0];
  }

  /**
   * Reads the version definitions, entries of 20 bytes with flags, number, offset of the name and
   * offset of the next entry.
   */
  private void defined(byte[] bytes, byte[] strings) {
    int at = 0;
    for (int next = 1; next > 0 && at >= 0 && at < bytes.length; at += next) {
      boolean base = (half(bytes, at + 2) & 1) != 0;
      int name = word(bytes, at + word(bytes, at + 12));
      names.put(half(bytes, at + 4), base ? "Base" : string(strings, name));
      next = word(bytes, at + 16);
    }
  }

  /**
   * Reads the needed versions: an entry of 16 bytes for each file leads to entries of 16 bytes for
   * the versions needed from this file.
   */
  private void needed(byte[] bytes, byte[] strings) {
    int file = 0;
    for (int nextFile = 1; nextFile > 0 && file >= 0 && file < bytes.length; file += nextFile) {
      int at = file + word(bytes, file + 8);
      for (int next = 1; next > 0 && at >= 0 && at < bytes.length; at += next) {
        names.put(half(bytes, at + 6), string(strings, word(bytes, at + 8)));
        needed.add(half(bytes, at + 6));
        next = word(bytes, at + 12);
      }
      nextFile = word(bytes, file + 12);
    }
  }

  private static int half(byte[] bytes, int at) {
    return at >= 0 && at + 2 <= bytes.length ? ElfBytes.u16(bytes, at) : 0;
  }

  private static int word(byte[] bytes, int at) {
    return at >= 0 && at + 4 <= bytes.length ? ElfBytes.i32(bytes, at) : 0;
  }

  private static String string(byte[] strings, int at) {
    int end = Math.max(at, 0);
    while (end < strings.length && strings[end] != 0) {
      end++;
    }
    return at < 0 || at >= strings.length
        ? ""
        : new String(strings, at, end - at, StandardCharsets.UTF_8);
  }
}

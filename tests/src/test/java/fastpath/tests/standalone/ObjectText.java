package fastpath.tests.standalone;

import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.ObjectSection;
import fastpath.emulator.image.Relocation;
import fastpath.emulator.image.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * The relevant content of an object as lines: loaded sections with bytes and relocations, and
 * symbols.
 */
final class ObjectText {
  private static final long ALLOC = 2;
  private static final int BYTES_A_LINE = 16;
  private static final int MOST_SHOWN = 2;

  private ObjectText() {}

  static List<String> of(ObjectFile object) {
    List<String> lines = new ArrayList<>();
    for (ObjectSection s : object.sections()) {
      if ((s.flags() & ALLOC) != 0 && s.size() > 0) {
        lines.add(
            "%s type %d flags %x align %d size %d"
                .formatted(s.name(), s.type(), s.flags(), s.align(), s.size()));
        byte[] bytes = s.bytes();
        for (int i = 0; i < bytes.length; i += BYTES_A_LINE) {
          int end = Math.min(bytes.length, i + BYTES_A_LINE);
          lines.add("%s+%x %s".formatted(s.name(), i, HexFormat.of().formatHex(bytes, i, end)));
        }
        for (Relocation r : s.relocations()) {
          Symbol to = object.symbols().get(r.symbol());
          lines.add(
              "%s+%x %s %s%s%+d"
                  .formatted(
                      s.name(),
                      r.offset(),
                      r.type().text(),
                      to.name(),
                      to.type() == Symbol.Type.SECTION ? to.sectionName() : "",
                      r.addend()));
        }
      }
    }
    List<String> symbols = new ArrayList<>();
    for (Symbol s : object.symbols()) {
      if (s.type() != Symbol.Type.SECTION) {
        symbols.add(
            "symbol %s %s %s %s%s value %x size %d"
                .formatted(
                    s.name(),
                    s.type(),
                    s.binding(),
                    s.sectionName(),
                    s.section() >= Symbol.ABSOLUTE || s.section() == Symbol.UNDEFINED
                        ? Integer.toHexString(s.section())
                        : "",
                    s.value(),
                    s.size()));
      }
    }
    // The order of symbols in the table has no meaning.
    Collections.sort(symbols);
    lines.addAll(symbols);
    return lines;
  }

  /** Returns the first lines that differ. */
  static List<String> differences(List<String> expected, List<String> actual) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String e = i < expected.size() ? expected.get(i) : "(end)";
      String a = i < actual.size() ? actual.get(i) : "(end)";
      if (!e.equals(a) && found.size() < MOST_SHOWN) {
        found.add("as: " + e + "; ours: " + a);
      }
    }
    return found;
  }
}

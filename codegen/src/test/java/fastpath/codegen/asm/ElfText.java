package fastpath.codegen.asm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The content of an object as text, by which objects of two assemblers are compared: sections by
 * name, relocations, symbols.
 */
final class ElfText {
  private final ByteBuffer elf;
  private final int headers;
  private final int count;
  private int symtab = -1;

  private ElfText(byte[] bytes) {
    elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    headers = (int) elf.getLong(0x28);
    count = elf.getShort(0x3c);
    for (int i = 0; i < count; i++) {
      if (word(i, 4) == 2) {
        symtab = i;
      }
    }
  }

  /**
   * Returns the lines of each section by name: header, contents, relocations; and the lines of
   * "symbols".
   */
  static Map<String, List<String>> of(byte[] object, Predicate<String> wanted) {
    ElfText e = new ElfText(object);
    Map<String, List<String>> out = new TreeMap<>();
    for (int i = 1; i < e.count; i++) {
      String name = e.name(i);
      if (wanted.test(name)) {
        out.put(name, e.section(i));
      }
    }
    out.put("symbols", e.symbols());
    return out;
  }

  private int word(int section, int at) {
    return elf.getInt(headers + 64 * section + at);
  }

  private int offset(int section) {
    return word(section, 24);
  }

  private int size(int section) {
    return word(section, 32);
  }

  private String string(int table, int at) {
    int start = offset(table) + at;
    int end = start;
    while (elf.get(end) != 0) {
      end++;
    }
    return new String(elf.array(), start, end - start, StandardCharsets.UTF_8);
  }

  private String name(int section) {
    return string(elf.getShort(0x3e), word(section, 0));
  }

  private List<String> section(int i) {
    List<String> out = new ArrayList<>();
    out.add(
        "type %x flags %x size %x align %x entsize %x"
            .formatted(word(i, 4), word(i, 8), size(i), word(i, 48), word(i, 56)));
    if (word(i, 4) == 8) {
      return out;
    }
    for (int at = 0; at < size(i); at += 8) {
      int n = Math.min(8, size(i) - at);
      out.add(
          "%04x %s"
              .formatted(
                  at, HexFormat.of().formatHex(elf.array(), offset(i) + at, offset(i) + at + n)));
    }
    for (int r = 0; r < count; r++) {
      if (word(r, 4) == 4 && word(r, 44) == i) {
        for (int at = offset(r); at < offset(r) + size(r); at += 24) {
          out.add(
              "%04x reloc %d %s%+d"
                  .formatted(
                      elf.getLong(at),
                      elf.getInt(at + 8),
                      symbolName(elf.getInt(at + 12)),
                      elf.getLong(at + 16)));
        }
      }
    }
    return out;
  }

  private String symbolName(int index) {
    int at = offset(symtab) + 24 * index;
    return (elf.get(at + 4) & 15) == 3
        ? name(elf.getShort(at + 6))
        : string(word(symtab, 40), elf.getInt(at));
  }

  private List<String> symbols() {
    List<String> out = new ArrayList<>();
    for (int i = 1; symtab >= 0 && i < size(symtab) / 24; i++) {
      int at = offset(symtab) + 24 * i;
      int shndx = elf.getShort(at + 6) & 0xffff;
      String place =
          shndx == 0 ? "undefined" : shndx < 0xff00 ? name(shndx) : Integer.toHexString(shndx);
      if ((elf.get(at + 4) & 15) != 3) {
        out.add(
            "%s info %x other %x %s value %x size %x"
                .formatted(
                    symbolName(i),
                    elf.get(at + 4),
                    elf.get(at + 5),
                    place,
                    elf.getLong(at + 8),
                    elf.getLong(at + 16)));
      }
    }
    return out;
  }
}

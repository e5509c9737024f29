package fastpath.lab.btf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a BTF section: the types are numbered from 1, in the order in which they are added. A
 * member of a structure takes three words: the name, the type, and the bit offset with the width of
 * a bit-field in the upper 8 bits.
 */
final class MadeBtf {
  private final ByteArrayOutputStream types = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private int count;

  /** The offset of the first own name; 0 but for a module, whose names are behind the kernel's. */
  private int firstName;

  MadeBtf() {
    strings.write(0);
  }

  /** Returns a writer of a module's section, which continues a kernel's section. */
  static MadeBtf behind(byte[] kernel) {
    MadeBtf b = new MadeBtf();
    b.count = Btf.read(kernel).orElseThrow().count() - 1;
    b.firstName = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN).getInt(20);
    return b;
  }

  int add(String name, int kind, boolean flag, int length, int third, int... rest) {
    word(types, name(name));
    word(types, kind << 24 | length | (flag ? 1 << 31 : 0));
    word(types, third);
    for (int word : rest) {
      word(types, word);
    }
    return ++count;
  }

  int integer(String name, int size, boolean signed) {
    return add(name, 1, false, 0, size, (signed ? 1 : 0) << 24 | size * 8);
  }

  int pointer(int to) {
    return add("", 2, false, 0, to);
  }

  /** Adds a name to the section and returns the name's offset; 0 for an empty name. */
  int name(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int at = firstName + strings.size();
    strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    strings.write(0);
    return at;
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    word(all, 0xeb9f | 1 << 16);
    word(all, 24);
    word(all, 0);
    word(all, types.size());
    word(all, types.size());
    word(all, strings.size());
    all.writeBytes(types.toByteArray());
    all.writeBytes(strings.toByteArray());
    return all.toByteArray();
  }

  private static void word(ByteArrayOutputStream to, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      to.write(value >> shift);
    }
  }
}

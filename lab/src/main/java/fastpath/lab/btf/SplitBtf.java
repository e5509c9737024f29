package fastpath.lab.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Joins the section of a module with the section of its kernel. The module's numbers of types and
 * offsets of names continue the kernel's, so that the types of both, one behind the other, with the
 * names of both, are a section of their own.
 */
final class SplitBtf {
  private SplitBtf() {}

  /** The types and the names in a section, each as a part of the section. */
  private record Parts(ByteBuffer types, ByteBuffer names) {
    static Parts of(byte[] section) {
      Btf.require(section.length >= Btf.HEADER, "header of a module");
      ByteBuffer b = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
      Btf.require((b.getShort(0) & 0xffff) == Btf.MAGIC, "magic number of a module");
      long header = Integer.toUnsignedLong(b.getInt(4));
      return new Parts(
          part(b, header + Integer.toUnsignedLong(b.getInt(8)), b.getInt(12)),
          part(b, header + Integer.toUnsignedLong(b.getInt(16)), b.getInt(20)));
    }

    private static ByteBuffer part(ByteBuffer b, long from, int size) {
      Btf.require(size >= 0 && from + size <= b.limit(), "a module's header");
      return b.slice((int) from, size);
    }
  }

  /**
   * Returns a section with the types of both.
   *
   * @throws fastpath.emulator.image.LinkException if a header leads outside of its section
   */
  static byte[] join(byte[] kernel, byte[] module) {
    Parts first = Parts.of(kernel);
    Parts second = Parts.of(module);
    int types = Math.addExact(first.types.limit(), second.types.limit());
    int names = Math.addExact(first.names.limit(), second.names.limit());
    return ByteBuffer.allocate(Math.addExact(Btf.HEADER + types, names))
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Btf.MAGIC | 1 << 16)
        .putInt(Btf.HEADER)
        .putInt(0)
        .putInt(types)
        .putInt(types)
        .putInt(names)
        .put(first.types)
        .put(second.types)
        .put(first.names)
        .put(second.names)
        .array();
  }
}

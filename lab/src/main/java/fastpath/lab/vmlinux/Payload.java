package fastpath.lab.vmlinux;

/**
 * The compressed image of a kernel inside a larger file.
 *
 * @param file the bytes of the larger file
 * @param from the offset of the payload in the file
 * @param length the length of the payload in bytes, without the field with the unpacked size behind
 *     it
 * @param size the size of the unpacked image in bytes, as the file states it
 */
record Payload(byte[] file, int from, int length, int size) {
  /**
   * The part of an unpacked image's size that its symbol table may have: 1 / 6. A distribution's
   * kernel has 1 / 8.
   */
  private static final int SYMBOL_TABLE = 6;

  /**
   * Returns an array for the unpacked image, with room behind the image for a symbol table, so that
   * the symbol table can be added without a second copy of the image.
   */
  byte[] array() {
    return new byte[size + size / SYMBOL_TABLE];
  }

  int end() {
    return from + length;
  }

  /** True if the payload begins with the given bytes. */
  boolean beginsWith(int... magic) {
    if (length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((file[from + i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}

package fastpath.lab.vmlinux;

/**
 * A kernel's compressed image inside a larger file.
 *
 * @param file the larger file's bytes
 * @param from offset of the payload
 * @param length length in bytes, without the size behind it
 * @param size size of the unpacked image in bytes, as the file states it
 */
record Payload(byte[] file, int from, int length, int size) {
  int end() {
    return from + length;
  }

  /** True if the payload begins with these bytes. */
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

package fastpath.lab.vmlinux;

/**
 * A kernel's compressed image inside a larger file.
 *
 * @param file the larger file's bytes
 * @param from where the payload begins
 * @param length in bytes, without the size behind it
 * @param size of the unpacked image, bytes, as the file tells it; none of gzip's own bytes say more
 */
record Payload(byte[] file, int from, int length, int size) {
  int end() {
    return from + length;
  }

  /** Whether the payload begins with these bytes. */
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

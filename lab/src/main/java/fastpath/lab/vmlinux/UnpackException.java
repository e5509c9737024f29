package fastpath.lab.vmlinux;

/** Compressed data that cannot be unpacked; the message is a reason without the file's name. */
final class UnpackException extends Exception {
  UnpackException(String reason) {
    super(reason);
  }
}

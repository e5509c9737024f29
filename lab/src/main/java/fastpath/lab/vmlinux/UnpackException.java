package fastpath.lab.vmlinux;

/**
 * An exception for compressed data that cannot be unpacked; the message is a reason without the
 * file's name.
 */
final class UnpackException extends Exception {
  UnpackException(String reason) {
    super(reason);
  }
}

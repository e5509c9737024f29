package fastpath.emulator.debug;

import java.util.Objects;

/** A relocated section of debug information, with the files from which it was linked. */
public final class DebugSection {
  /** Finds the file from which a byte of a linked section comes. */
  public interface Origin {
    /**
     * Returns the file and the offset from which the byte at an offset of the linked section comes.
     *
     * @return null if the byte comes from no file
     */
    FileOffset of(long offset);
  }

  /**
   * An offset in a section of an input file.
   *
   * @param file the file's name in messages
   * @param offset offset in the input file's own section
   */
  public record FileOffset(String file, long offset) {}

  private final String name;
  private final byte[] bytes;
  private final Origin origin;

  public DebugSection(String name, byte[] bytes, Origin origin) {
    this.name = name;
    this.bytes = bytes;
    this.origin = Objects.requireNonNull(origin);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  /**
   * Creates an exception whose message is one line: the file, the error, and the offset in the
   * section.
   */
  DebugException malformed(long offset, String what) {
    FileOffset at = origin.of(offset);
    boolean known = at != null;
    return new DebugException(
        "%smalformed %s: %s at 0x%x"
            .formatted(known ? at.file + ": " : "", name, what, known ? at.offset : offset));
  }
}

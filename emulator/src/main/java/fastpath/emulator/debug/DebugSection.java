package fastpath.emulator.debug;

import java.util.Objects;

/** A relocated section of debug information, with the files from which it was linked. */
public final class DebugSection {
  /** Tells which file a byte of a linked section comes from. */
  public interface Origin {
    /**
     * The origin of the byte at an offset of the linked section.
     *
     * @return null if the byte comes from no file
     */
    FileOffset of(long offset);
  }

  /**
   * An offset in a section of a file.
   *
   * @param file for messages
   * @param offset in the file's own section
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

  /** An error message of one line: the file, the fault, and the place in the section. */
  DebugException malformed(long offset, String what) {
    FileOffset at = origin.of(offset);
    boolean known = at != null;
    return new DebugException(
        "%smalformed %s: %s at 0x%x"
            .formatted(known ? at.file + ": " : "", name, what, known ? at.offset : offset));
  }
}

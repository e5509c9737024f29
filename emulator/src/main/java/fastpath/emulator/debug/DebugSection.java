package fastpath.emulator.debug;

import java.util.Objects;

/** A section that debuggers read, relocated, and which files it was linked from. */
public final class DebugSection {
  /** Which file a byte of a linked section comes from. */
  public interface Origin {
    /**
     * Of the byte at an offset of the linked section.
     *
     * @return null if it comes from none
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

  /** In one line: which file, what is wrong, where in the section. */
  DebugException malformed(long offset, String what) {
    FileOffset at = origin.of(offset);
    boolean known = at != null;
    return new DebugException(
        "%smalformed %s: %s at 0x%x"
            .formatted(known ? at.file + ": " : "", name, what, known ? at.offset : offset));
  }
}

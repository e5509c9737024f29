package fastpath.lab.vmlinux;

import fastpath.emulator.image.LinkException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Decompresses a file that is compressed as a whole by xz or gzip, as distributions compress
 * modules.
 */
public final class CompressedFile {
  /** The size limit of a decompressed file in bytes, above the size of any module. */
  private static final int LARGEST = 256 << 20;

  private static final int MOST_MEMORY_KIB = 160 << 10;

  private CompressedFile() {}

  /**
   * Returns the decompressed file; the file itself if it is not compressed.
   *
   * @throws LinkException if the file is damaged
   */
  public static byte[] unpack(String name, byte[] file) {
    Payload all = new Payload(file, 0, file.length, 0);
    boolean xz = all.beginsWith(0xfd, '7', 'z', 'X', 'Z', 0);
    if (!xz && !all.beginsWith(0x1f, 0x8b)) {
      return file;
    }
    InputStream bytes = new ByteArrayInputStream(file);
    try (InputStream in =
        xz ? new XZInputStream(bytes, MOST_MEMORY_KIB) : new GZIPInputStream(bytes)) {
      byte[] unpacked = in.readNBytes(LARGEST);
      if (in.read() >= 0) {
        throw new LinkException(name + ": unpacks to more than 256 MiB");
      }
      return unpacked;
    } catch (IOException | RuntimeException e) {
      if (e instanceof LinkException known) {
        throw known;
      }
      throw new LinkException(name + ": damaged compressed file: " + e.getMessage());
    }
  }
}

package fastpath.lab.vmlinux;

import fastpath.emulator.image.LinkException;
import java.io.IOException;

/**
 * A bzImage: the boot sectors with the setup header, then the decompressor, which contains the
 * compressed ELF file (Documentation/arch/x86/boot.rst).
 */
final class Vmlinuz {
  private static final int SETUP_SECTORS = 0x1f1;
  private static final int MAGIC = 0x202;
  private static final int VERSION = 0x206;
  private static final int KERNEL_VERSION = 0x20e;
  private static final int PAYLOAD_OFFSET = 0x248;
  private static final int PAYLOAD_LENGTH = 0x24c;
  private static final int HEADER_END = 0x250;
  private static final int SECTOR = 512;
  private static final int HDRS = 0x53726448;

  /**
   * The first version of the boot protocol whose setup header has the payload's offset and length:
   * 2.08.
   */
  private static final int TELLS_PAYLOAD = 0x208;

  /**
   * The size in bytes of the field behind the payload, which has the size of the unpacked image.
   */
  private static final int SIZE_BYTES = 4;

  /**
   * The size limit of the unpacked image in bytes, more than the size of any distribution's kernel.
   */
  private static final int LARGEST = 256 << 20;

  private final String name;
  private final byte[] file;

  Vmlinuz(String name, byte[] file) {
    this.name = name;
    this.file = file;
  }

  /** True if a file is a bzImage, by the magic number in the setup header. */
  static boolean is(byte[] file) {
    return file.length >= HEADER_END && Words.i32(file, MAGIC) == HDRS;
  }

  /**
   * Returns the kernel's release and build, which begins with the text of {@code uname -r}; empty
   * if the setup header does not have it.
   */
  String release() {
    int at = Words.u16(file, KERNEL_VERSION) + SECTOR;
    StringBuilder text = new StringBuilder();
    while (at > SECTOR && at < file.length && file[at] >= ' ' && text.length() < 256) {
      text.append((char) file[at++]);
    }
    return text.toString();
  }

  /**
   * An unpacked kernel.
   *
   * @param bytes begins with the kernel, and has zeros behind the kernel
   * @param size the size of the kernel in bytes
   */
  record Unpacked(byte[] bytes, int size) {}

  /**
   * Returns the ELF file that boot unpacks, followed by the relocations of a kernel that can be
   * moved.
   *
   * @throws LinkException if the file is damaged, or if its compression is not one of a kernel's
   *     build
   */
  Unpacked unpack() {
    Payload payload = payload();
    Compression compression = Compression.of(payload);
    if (compression == null) {
      throw damaged(
          "the payload begins with 0x%08x, which no compression of a kernel does"
              .formatted(Words.i32(file, payload.from())));
    }
    String what = compression.text() + " payload at " + payload.from();
    try {
      return new Unpacked(compression.unpack(payload), payload.size());
    } catch (UnpackException | IOException | RuntimeException e) {
      String reason = e.getMessage() == null ? "it is malformed" : e.getMessage();
      throw damaged(what + ": " + reason);
    }
  }

  private Payload payload() {
    int protocol = Words.u16(file, VERSION);
    if (protocol < TELLS_PAYLOAD) {
      throw new LinkException(
          "%s: boot protocol %d.%02d does not tell where the kernel is; 2.08 (Linux 2.6.26) does"
              .formatted(name, protocol >> 8, protocol & 0xff));
    }
    int sectors = file[SETUP_SECTORS] & 0xff;
    long from =
        (long) ((sectors == 0 ? 4 : sectors) + 1) * SECTOR + Words.u32(file, PAYLOAD_OFFSET);
    long length = Words.u32(file, PAYLOAD_LENGTH);
    if (length <= SIZE_BYTES || from + length > file.length) {
      throw damaged(
          "its payload of %d bytes at %d is not all there: the file has %d"
              .formatted(length, from, file.length));
    }
    long size = Words.u32(file, (int) (from + length - SIZE_BYTES));
    if (size > LARGEST) {
      throw damaged("it says that it unpacks to %d bytes".formatted(size));
    }
    return new Payload(file, (int) from, (int) length - SIZE_BYTES, (int) size);
  }

  private LinkException damaged(String what) {
    return new LinkException(name + ": damaged kernel image: " + what);
  }
}

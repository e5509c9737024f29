package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the decoding of all code of a distribution's kernel with objdump. {@code
 * -Dfastpath.kernel-image=FILE} is a bzImage or a vmlinux. For a Debian kernel, run {@code apt-get
 * download linux-image-VERSION-cloud-amd64} and unpack boot/vmlinuz-* with {@code dpkg-deb -x}.
 */
@EnabledIfSystemProperty(named = "fastpath.kernel-image", matches = ".+")
class KernelImageTest {
  /** A compression format: the first bytes of a payload, and the command that decompresses it. */
  private record Packing(String magic, List<String> command) {}

  private static final List<Packing> PACKINGS =
      List.of(
          new Packing("fd377a585a00", List.of("xz", "-dc", "--single-stream")),
          new Packing("28b52ffd", List.of("zstd", "-dc")),
          new Packing("02214c18", List.of("lz4", "-dc")),
          new Packing("1f8b", List.of("gzip", "-dc")),
          new Packing("425a68", List.of("bzip2", "-dc")),
          new Packing("5d0000", List.of("xz", "-dc", "--format=lzma")));

  @TempDir Path dir;

  @Test
  void everyInstructionIsAsObjdumpHasIt() throws IOException, InterruptedException {
    Binutils.need();
    Path vmlinux = vmlinux(Path.of(System.getProperty("fastpath.kernel-image")));
    Comparison comparison = new Comparison();
    new Binutils(dir).listing(vmlinux.toString(), comparison::add);
    comparison.finish();
    System.out.println(comparison);
    assertTrue(comparison.instructions() > 1_000_000, "instructions");
    assertEquals(0, comparison.differences(), comparison::toString);
  }

  /**
   * Returns the vmlinux of a kernel image; the set-up header gives the payload's position (the
   * kernel's x86 boot protocol).
   */
  private Path vmlinux(Path image) throws IOException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(0) == 0x464c457f) {
      return image.toAbsolutePath();
    }
    assertEquals(0x53726448, bytes.getInt(0x202), "HdrS in " + image);
    int sectors = bytes.get(0x1f1) & 0xff;
    int start = ((sectors == 0 ? 4 : sectors) + 1) * 512 + bytes.getInt(0x248);
    byte[] payload = Arrays.copyOfRange(bytes.array(), start, start + bytes.getInt(0x24c));
    return unpack(payload);
  }

  private Path unpack(byte[] payload) throws IOException, InterruptedException {
    String first = HexFormat.of().formatHex(payload, 0, 8);
    Packing packing =
        PACKINGS.stream()
            .filter(p -> first.startsWith(p.magic))
            .findFirst()
            .orElseThrow(() -> new AssertionError("packed in no way known here: " + first));
    File packed = Files.write(dir.resolve("packed"), payload).toFile();
    Path vmlinux = dir.resolve("vmlinux");
    // The payload ends with the unpacked size, which the decompressors report as trailing garbage.
    new ProcessBuilder(packing.command)
        .redirectInput(packed)
        .redirectOutput(vmlinux.toFile())
        .start()
        .waitFor();
    assertTrue(Files.size(vmlinux) > payload.length, packing.command + " unpacks nothing");
    return vmlinux;
  }
}

package fastpath.lab.boot;

import fastpath.emulator.image.Image;
import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The patches of boot in the form that the cache keeps: for each place its address, kind, length
 * and bytes.
 */
public final class PatchLog {
  private static final int HEAD = Long.BYTES + 2;

  private PatchLog() {}

  /**
   * Patches the image as {@link AsBooted#patch} does: replays the kept log, or patches the image
   * and keeps the log.
   *
   * @param kernel the digest of the kernel's file
   */
  public static List<PatchSite> patch(Image image, BootCpu cpu, String kernel, Cache cache) {
    String what = kernel + " " + cpu.features();
    CacheKey key = CacheKey.of("booted-1", what.getBytes(StandardCharsets.UTF_8));
    List<PatchSite> patched = new ArrayList<>();
    byte[] log =
        cache.get(
            key,
            () -> {
              patched.addAll(AsBooted.patch(image, cpu));
              return write(new KernelText(image), patched);
            });
    return patched.isEmpty() ? replay(new KernelText(image), ByteBuffer.wrap(log)) : patched;
  }

  private static byte[] write(KernelText text, List<PatchSite> sites) {
    ByteBuffer log =
        ByteBuffer.allocate(sites.stream().mapToInt(site -> HEAD + site.length()).sum());
    for (PatchSite site : sites) {
      log.putLong(site.address()).put((byte) site.kind().number()).put((byte) site.length());
      log.put(text.read(site.address(), site.length()));
    }
    return log.array();
  }

  private static List<PatchSite> replay(KernelText text, ByteBuffer log) {
    while (log.hasRemaining()) {
      long address = log.getLong();
      PatchKind kind = PatchKind.numbered(log.get());
      int length = log.get() & 0xff;
      text.write(address, log.array(), log.position(), length, kind);
      log.position(log.position() + length);
    }
    return text.sites();
  }
}

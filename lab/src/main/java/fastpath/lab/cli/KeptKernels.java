package fastpath.lab.cli;

import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import fastpath.lab.cache.FileIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Kernels that earlier commands unpacked, kept by the content of the kernel's file. The key of a
 * file's content is kept by the file's identity too, so that an unchanged file need not be read.
 */
record KeptKernels(Cache cache) {
  private static final String CONTENT_OF_FILE = "content-1";

  /**
   * An unpacked kernel.
   *
   * @param key the cache key of the file's content
   */
  record Kernel(CacheKey key, byte[] elf) {}

  /**
   * Returns the kept kernel of a file that has not changed since the kernel was unpacked; empty if
   * none is kept.
   */
  Optional<Kernel> unchanged(String file) {
    return identity(file)
        .flatMap(id -> cache.find(id.key(CONTENT_OF_FILE)))
        .map(digest -> Inputs.kernelKey(new String(digest, StandardCharsets.US_ASCII)))
        .flatMap(key -> cache.find(key).map(elf -> new Kernel(key, elf)));
  }

  /**
   * Returns the kernel in a file: the kept kernel, or a newly unpacked kernel, which is then kept.
   *
   * @param bytes the file's content
   * @param before the file's identity before it was read
   */
  Kernel open(String file, byte[] bytes, Optional<FileIdentity> before) {
    CacheKey key = Inputs.kernelKey(file, bytes);
    byte[] elf = cache.get(key, () -> Inputs.kernel(file, bytes));
    before
        .filter(id -> id.isSettled() && Optional.of(id).equals(identity(file)))
        .ifPresent(id ->
            cache.put(id.key(CONTENT_OF_FILE), key.digest().getBytes(StandardCharsets.US_ASCII)));
    return new Kernel(key, elf);
  }

  /**
   * Returns the identity of a kernel's file together with that of the System.map in the same
   * folder.
   */
  static Optional<FileIdentity> identity(String file) {
    Path map = Inputs.systemMapPath(file);
    Optional<FileIdentity> beside = FileIdentity.of(map);
    return FileIdentity.of(Inputs.path(file))
        .map(id ->
            new FileIdentity(
                id.text() + "\n" + beside.map(FileIdentity::text).orElse("no System.map"),
                Math.max(id.changed(), beside.map(FileIdentity::changed).orElse(0L))));
  }
}

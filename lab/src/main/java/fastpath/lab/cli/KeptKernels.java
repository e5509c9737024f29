package fastpath.lab.cli;

import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import fastpath.lab.cache.FileIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Kernels that were unpacked before, keyed by the content of their file. That of a file which has
 * not been changed since is kept too, so that the file need not be read.
 */
record KeptKernels(Cache cache) {
  private static final String CONTENT_OF_FILE = "content-1";

  /**
   * An unpacked kernel.
   *
   * @param key of the content that it was unpacked from
   */
  record Kernel(CacheKey key, byte[] elf) {}

  /** The kernel of a file that is as it was when it was unpacked; empty if that is not known. */
  Optional<Kernel> unchanged(String file) {
    return identity(file)
        .flatMap(id -> cache.find(id.key(CONTENT_OF_FILE)))
        .map(digest -> Inputs.kernelKey(new String(digest, StandardCharsets.US_ASCII)))
        .flatMap(key -> cache.find(key).map(elf -> new Kernel(key, elf)));
  }

  /**
   * The kernel of a file.
   *
   * @param bytes of the file
   * @param before the file's identity before it was read
   */
  Kernel open(String file, byte[] bytes, Optional<FileIdentity> before) {
    CacheKey key = Inputs.kernelKey(file, bytes);
    byte[] elf = cache.get(key, () -> Inputs.kernel(file, bytes));
    before
        .filter(id -> id.isSettled() && Optional.of(id).equals(identity(file)))
        .ifPresent(
            id ->
                cache.put(
                    id.key(CONTENT_OF_FILE), key.digest().getBytes(StandardCharsets.US_ASCII)));
    return new Kernel(key, elf);
  }

  /** That of the file and of the System.map beside it. */
  static Optional<FileIdentity> identity(String file) {
    Path map = Inputs.systemMapPath(file);
    Optional<FileIdentity> beside = FileIdentity.of(map);
    return FileIdentity.of(Inputs.path(file))
        .map(
            id ->
                new FileIdentity(
                    id.text() + "\n" + beside.map(FileIdentity::text).orElse("no System.map"),
                    Math.max(id.changed(), beside.map(FileIdentity::changed).orElse(0L))));
  }
}

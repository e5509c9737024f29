package fastpath.lab.workshop;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import fastpath.lab.cache.RunningJars;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps, for kernel sources that the lab's own compiler compiles, the key of the object, so that a
 * later command need not preprocess the source to find the object. The key is found by the source's
 * path, the preset, the options, and the program's jars.
 *
 * @param jars the identities of the jars
 */
record OwnBuild(String jars) {
  /** The kind of the kept keys; the number changes when the lab reads another form. */
  private static final String KIND = "own-1";

  /**
   * Returns the build that is running; empty if it is not in jars, as in tests, or if the sources
   * are not those of the jars.
   */
  static Optional<OwnBuild> of(KernelSources sources) {
    return sources == KernelSources.BASE
        ? RunningJars.identity(OwnCompiler.class).map(OwnBuild::new)
        : Optional.empty();
  }

  /**
   * Returns the key of an object: the kept one, or a new one, which is then kept.
   *
   * @param kind the kind of the object
   * @param find preprocesses the source and returns the key; empty if that fails
   */
  Optional<CacheKey> key(
      Cache cache,
      String kind,
      String file,
      Preset preset,
      Options options,
      Supplier<Optional<CacheKey>> find) {
    CacheKey place =
        CacheKey.of(
            KIND,
            Stream.of(jars, kind, file, preset.defines(), options.strategy(), options.cflags())
                .map(Object::toString)
                .collect(Collectors.joining("\0"))
                .getBytes(StandardCharsets.UTF_8));
    Optional<CacheKey> kept =
        cache
            .find(place)
            .map(digest -> new CacheKey(kind, new String(digest, StandardCharsets.US_ASCII)));
    if (kept.isPresent()) {
      return kept;
    }
    Optional<CacheKey> found = find.get();
    found.ifPresent(key -> cache.put(place, key.digest().getBytes(StandardCharsets.US_ASCII)));
    return found;
  }
}

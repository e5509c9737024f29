package fastpath.lab.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cache.Cache;
import fastpath.lab.cache.CacheKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnBuildTest {
  private static final Preset V1 = KernelSources.BASE.preset("V1").orElseThrow();
  private static final Preset V5 = KernelSources.BASE.preset("V5").orElseThrow();

  private final AtomicInteger made = new AtomicInteger();
  private Cache cache;

  @BeforeEach
  void create(@TempDir Path folder) {
    cache = Cache.in(folder.resolve("kept"), 1 << 20);
  }

  private CacheKey key(String jars, String kind, String file, Preset preset, Options options) {
    return new OwnBuild(jars)
        .key(cache, kind, file, preset, options, () -> Optional.of(made(kind)))
        .orElseThrow();
  }

  private CacheKey made(String kind) {
    String text = "text " + made.incrementAndGet();
    return CacheKey.of(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKeyIsFoundOnce() {
    CacheKey first = key("jars", "object", "support/lab.c", V1, Options.DEFAULT);
    assertEquals(first, key("jars", "object", "support/lab.c", V1, Options.DEFAULT));
    assertEquals(1, made.get());
  }

  @Test
  void whateverTheObjectIsMadeFromGivesAnotherKey() {
    key("jars", "object", "support/lab.c", V1, Options.DEFAULT);
    key("other jars", "object", "support/lab.c", V1, Options.DEFAULT);
    key("jars", "object", "support/rcu.c", V1, Options.DEFAULT);
    key("jars", "object", "support/lab.c", V5, Options.DEFAULT);
    key("jars", "object", "support/lab.c", V1, Options.DEFAULT.withCflags(List.of("-O1")));
    assertEquals(5, made.get());
  }

  @Test
  void aSourceThatDoesNotPreprocessHasNoKey() {
    OwnBuild build = new OwnBuild("jars");
    assertTrue(build.key(cache, "object", "a.c", V1, Options.DEFAULT, Optional::empty).isEmpty());
    assertEquals("object", key("jars", "object", "a.c", V1, Options.DEFAULT).kind());
    assertEquals(1, made.get());
  }

  @Test
  void classesOutsideOfJarsAreNoBuild() {
    KernelSources changed = KernelSources.BASE.replacing(java.util.Map.of());
    assertTrue(OwnBuild.of(changed).isEmpty());
  }
}

package fastpath.codegen.pp;

import fastpath.codegen.source.Source;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cache of files that have been split into tokens, by name and text. All compilations of a
 * compiler share one cache, on any thread, because most headers of a kernel source are the same for
 * every fast path and variant.
 */
public final class HeaderCache {
  private record Key(String name, String text, boolean assembly) {}

  private final Map<Key, LexedFile> files = new ConcurrentHashMap<>();

  LexedFile get(Source source, boolean assembly) {
    return files.computeIfAbsent(
        new Key(source.name(), source.text(), assembly), key -> LexedFile.of(source, assembly));
  }
}

package fastpath.codegen.pp;

import fastpath.codegen.source.Source;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files already lexed, by name and text. One is shared by all compilations of a compiler, on any
 * thread: most of what a kernel source includes is the same for every host and variant.
 */
public final class HeaderCache {
  private record Key(String name, String text, boolean assembly) {}

  private final Map<Key, LexedFile> files = new ConcurrentHashMap<>();

  LexedFile get(Source source, boolean assembly) {
    return files.computeIfAbsent(
        new Key(source.name(), source.text(), assembly), key -> LexedFile.of(source, assembly));
  }
}

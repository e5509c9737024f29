package fastpath.lab.cli;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.cache.Cache;
import fastpath.lab.workshop.Workshop;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A workshop for each view of kernelsrc, created on first use. A workshop that is given for
 * kernelsrc without an overlay is used and not closed.
 */
final class Workshops implements AutoCloseable {
  private final Map<KernelSources, Workshop> made = new IdentityHashMap<>();
  private final Workshop kept;
  private final Cache cache;

  /**
   * @param kept the workshop for kernelsrc without an overlay; null to create one on first use
   * @param cache the cache of the workshops that are created
   */
  Workshops(Workshop kept, Cache cache) {
    this.kept = kept;
    this.cache = cache;
  }

  Workshop of(KernelSources sources) {
    if (kept != null && sources == KernelSources.BASE) {
      return kept;
    }
    return made.computeIfAbsent(sources, some -> new Workshop(some, cache));
  }

  @Override
  public void close() {
    made.values().forEach(Workshop::close);
  }
}

package fastpath.lab.cli;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Workshop;
import java.util.IdentityHashMap;
import java.util.Map;

/** A workshop for each view of kernelsrc, created on first use. */
final class Workshops implements AutoCloseable {
  private final Map<KernelSources, Workshop> made = new IdentityHashMap<>();

  Workshop of(KernelSources sources) {
    return made.computeIfAbsent(sources, Workshop::new);
  }

  @Override
  public void close() {
    made.values().forEach(Workshop::close);
  }
}

package fastpath.lab.cli;

import fastpath.emulator.count.Profile;
import fastpath.lab.boot.PatchKind;
import fastpath.lab.boot.PatchSite;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The CPU that a kernel is patched for at boot, and the places that boot patched.
 *
 * @param cpu the CPU's name as {@code --cpu} takes it; "" if the kernel is as it is linked
 */
record Booted(String cpu, List<PatchSite> sites) {
  /** The value for a program without a kernel, and for a kernel as it is linked. */
  static final Booted NOT = new Booted("", List.of());

  /**
   * Returns a line that names the CPU and counts the patched places that a call executed, by kind;
   * empty if the kernel is as it is linked.
   */
  Optional<String> text(Profile path) {
    if (cpu.isEmpty()) {
      return Optional.empty();
    }
    TreeMap<Long, PatchSite> byAddress = onPath(path);
    Map<PatchKind, Integer> counts = new EnumMap<>(PatchKind.class);
    PatchSite last = null;
    for (Profile.Entry entry : path.entries()) {
      Map.Entry<Long, PatchSite> found = byAddress.floorEntry(entry.address());
      PatchSite site = found == null ? null : found.getValue();
      if (site != null && site != last && site.contains(entry.address())) {
        counts.merge(site.kind(), 1, Integer::sum);
        last = site;
      }
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((kind, n) -> parts.add(n + " " + kind.text()));
    String what = parts.isEmpty() ? "nothing" : String.join(", ", parts);
    return Optional.of("as booted on " + cpu + "; patched on the path: " + what);
  }

  /** Returns the places that have an executed instruction, by address. */
  private TreeMap<Long, PatchSite> onPath(Profile path) {
    TreeSet<Long> executed = new TreeSet<>(Long::compareUnsigned);
    path.entries().forEach(entry -> executed.add(entry.address()));
    TreeMap<Long, PatchSite> found = new TreeMap<>(Long::compareUnsigned);
    for (PatchSite site : sites) {
      Long first = executed.ceiling(site.address());
      if (first != null && site.contains(first)) {
        found.put(site.address(), site);
      }
    }
    return found;
  }
}

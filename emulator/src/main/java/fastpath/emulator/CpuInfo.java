package fastpath.emulator;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the file /proc/cpuinfo of Linux says of the first CPU.
 *
 * @param values the values by their names
 */
public record CpuInfo(Map<String, String> values) {
  private static final Path FILE = Path.of("/proc/cpuinfo");
  private static final Splitter BLANKS = Splitter.on(' ').omitEmptyStrings();

  /**
   * Returns the host CPU's values.
   *
   * @throws IOException if the file cannot be read, as on a host other than Linux
   */
  public static CpuInfo ofHost() throws IOException {
    return parse(Files.readAllLines(FILE));
  }

  /** Parses the file's lines. */
  static CpuInfo parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return new CpuInfo(values);
  }

  /** Returns a value; empty if the file lacks it. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the names of the CPU's features; none on a CPU other than x86. */
  public Set<String> flags() {
    return ImmutableSet.copyOf(BLANKS.split(value("flags").orElse("")));
  }
}

package fastpath.kernelsrc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The sources, found in the class path by the list in {@code kernelsrc/index}. Paths are relative
 * to it.
 */
public final class KernelSources {

  /** The include directory, for {@code -I} after {@link #extract}. */
  public static final String INCLUDE = "include";

  /** Where the machine maps user memory before the set-up of a copy; {@code LAB_USER_BASE} in C. */
  public static final long USER_BASE = 0x7f0000000000L;

  /** Bytes of it, two pages; the page behind them is absent. {@code LAB_USER_SIZE} in C. */
  public static final int USER_BYTES = 0x2000;

  private static final String SUPPORT = "support/";
  private static final String CONTEXT = "context/";

  private KernelSources() {}

  /** The fast paths of the leaf argument, in the order in which tables print them. */
  public static List<FastPath> fastPaths() {
    return fastPathsUnder("hosts/");
  }

  /** The user copies, in the order in which tables print them. */
  public static List<FastPath> copies() {
    return fastPathsUnder("copies/");
  }

  /** Functions that a single claim looks at, and that no table of fast paths has. */
  public static List<FastPath> probes() {
    return fastPathsUnder("probes/");
  }

  /** The scenarios of several threads and interrupts; {@link #contextFiles} go with them. */
  public static List<FastPath> contexts() {
    return fastPathsUnder("contexts/");
  }

  /** Programs of several CPUs, a function P0, P1, ... each; {@link #contextFiles} go with them. */
  public static List<String> races() {
    return files().stream().filter(path -> path.startsWith("races/")).toList();
  }

  /** System calls, linked with {@link #contextFiles} as well: what a model of preemption costs. */
  public static List<FastPath> mix() {
    return fastPathsUnder("mix/");
  }

  /** User access as the kernel has it, in the order in which tables print it. */
  public static List<FastPath> userAccess() {
    return fastPathsUnder("uaccess/");
  }

  /** The variants of preemption, {@code V0} first. */
  public static List<Preset> presets() {
    return presetsStarting("V", "R");
  }

  /** The checks in user copies, {@code U0} first. */
  public static List<Preset> checks() {
    return presetsStarting("U");
  }

  /** The variants that only a scheduler of several threads tells apart. */
  public static List<Preset> models() {
    return presetsStarting("C");
  }

  /** The variants that differ in how another CPU says that a reschedule is wanted. */
  public static List<Preset> remotes() {
    return presetsStarting("S");
  }

  /** User access of 3.11 ({@code A0} first) and of today ({@code M0} first), and their checks. */
  public static List<Preset> userAccessPresets() {
    return presetsStarting("A", "M");
  }

  /** Every preset there is. */
  public static List<Preset> allPresets() {
    Kconfig kconfig = kconfig();
    return files().stream()
        .filter(path -> path.endsWith(".config"))
        .map(path -> preset(path, kconfig))
        .toList();
  }

  /** The preset of this short name or name. */
  public static Optional<Preset> preset(String name) {
    return allPresets().stream()
        .filter(p -> p.shortName().equals(name) || p.name().equals(name))
        .findFirst();
  }

  /**
   * A user's own {@code .config}, named by its file.
   *
   * @throws ConfigException if it names an unknown symbol or cannot be read
   */
  public static Preset preset(String file, String text) {
    Map<String, String> config = kconfig().read(file, text);
    return new Preset(
        tag(text, "preset").orElse(file), file, tag(text, "title").orElse(file), config);
  }

  /** What a fast path is linked with under a preset: C and assembly, in link order. */
  public static List<String> supportFiles(Preset preset) {
    return filesUnder(SUPPORT, preset);
  }

  /**
   * What takes the place of the support files where there are to be several threads, interrupts and
   * a scheduler: those of {@code context/}, and the support files that have no namesake there.
   */
  public static List<String> contextFiles(Preset preset) {
    List<String> files = new ArrayList<>(filesUnder(CONTEXT, preset));
    for (String file : filesUnder(SUPPORT, preset)) {
      if (!exists(CONTEXT + file.substring(SUPPORT.length()))) {
        files.add(file);
      }
    }
    return files;
  }

  private static List<String> filesUnder(String directory, Preset preset) {
    List<String> files = new ArrayList<>();
    for (List<String> entry : index()) {
      List<String> needs = entry.subList(1, entry.size());
      if (entry.getFirst().startsWith(directory)
          && (needs.isEmpty()
              || needs.stream().anyMatch(n -> preset.enabled(n.substring("CONFIG_".length()))))) {
        files.add(entry.getFirst());
      }
    }
    return files;
  }

  /** The symbols that a {@code .config} may name. */
  public static Kconfig kconfig() {
    return Kconfig.parse(text("configs/Kconfig"));
  }

  /** The role of each source function that has one, by function name. */
  public static Map<String, Role> roles() {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (String line : text("roles.properties").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        List<String> parts = Splitter.on('=').trimResults().splitToList(line);
        roles.put(parts.get(0), Role.of(parts.get(1)));
      }
    }
    return roles;
  }

  /** The paths of all files. */
  public static List<String> files() {
    return index().stream().map(List::getFirst).toList();
  }

  /** Whether there is a file of this path. */
  public static boolean exists(String path) {
    return KernelSources.class.getResource("/kernelsrc/" + path) != null;
  }

  /**
   * The text of a file.
   *
   * @throws NoSuchElementException if there is none of this path
   */
  public static String text(String path) {
    try (InputStream in = KernelSources.class.getResourceAsStream("/kernelsrc/" + path)) {
      if (in == null) {
        throw new NoSuchElementException("no kernel source " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all files under a directory, for compilers that read the file system. */
  public static void extract(Path directory) throws IOException {
    for (String path : files()) {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(path));
    }
  }

  private static List<FastPath> fastPathsUnder(String directory) {
    return files().stream()
        .filter(path -> path.startsWith(directory))
        .flatMap(path -> FastPath.parse(path, text(path)).stream())
        .toList();
  }

  private static List<Preset> presetsStarting(String... letters) {
    return allPresets().stream()
        .filter(p -> List.of(letters).contains(p.shortName().substring(0, 1)))
        .toList();
  }

  private static Preset preset(String path, Kconfig kconfig) {
    String text = text(path);
    String name = path.substring("configs/".length(), path.length() - ".config".length());
    return new Preset(
        tag(text, "preset").orElseThrow(),
        name,
        tag(text, "title").orElseThrow(),
        kconfig.read(path, text));
  }

  private static Optional<String> tag(String text, String tag) {
    String start = "# @" + tag + " ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  private static List<List<String>> index() {
    return text("index")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> Splitter.on(' ').omitEmptyStrings().splitToList(line))
        .toList();
  }
}

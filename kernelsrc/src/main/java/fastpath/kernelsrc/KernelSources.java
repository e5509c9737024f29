package fastpath.kernelsrc;

import com.google.common.base.Splitter;
import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The kernel sources: the files in the class path that {@code kernelsrc/index} lists, and over them
 * the files of an overlay if there is one. An instance is immutable. Paths are relative to the
 * folder of the list.
 */
public final class KernelSources {
  /** The sources of kernelsrc without an overlay. */
  public static final KernelSources BASE = new KernelSources(null);

  static final String INDEX = "index";
  static final String KCONFIG = "configs/Kconfig";
  private static final String ROLES = "roles.properties";

  /** The include directory, for {@code -I} after {@link #extract}. */
  public static final String INCLUDE = "include";

  /**
   * Address at which the machine maps user memory before a copy is set up; {@code LAB_USER_BASE} in
   * C.
   */
  public static final long USER_BASE = 0x7f0000000000L;

  /**
   * Size of user memory in bytes, two pages; the page behind them is absent. {@code LAB_USER_SIZE}
   * in C.
   */
  public static final int USER_BYTES = 0x2000;

  /**
   * Prefix of every kernel source's name in diagnostics and line tables, except those of an
   * overlay.
   */
  public static final String PREFIX = "kernelsrc/";

  private static final String ROOT = "/kernelsrc/";
  private static final String SUPPORT = "support/";
  private static final String CONTEXT = "context/";

  /** The overlay; null for none. */
  private final Overlay overlay;

  private final Supplier<List<List<String>>> index = Suppliers.memoize(this::readIndex);
  private final Supplier<Kconfig> kconfig = Suppliers.memoize(this::readKconfig);
  private final Supplier<Map<String, Role>> roles = Suppliers.memoize(this::readRoles);

  private KernelSources(Overlay overlay) {
    this.overlay = overlay;
  }

  /**
   * The sources of kernelsrc under an overlay.
   *
   * @throws OverlayException for a file of the overlay that would change nothing, a preset or fast
   *     path that does not describe itself, or a name that kernelsrc has already
   */
  public static KernelSources under(Overlay overlay) {
    overlay.check(BASE);
    KernelSources sources = new KernelSources(overlay);
    sources.checkNames();
    return sources;
  }

  /** The overlay's name; empty without an overlay. */
  public Optional<String> overlay() {
    return Optional.ofNullable(overlay).map(Overlay::name);
  }

  /** The overlay's folder as it was given; empty without an overlay. */
  public Optional<String> overlayFolder() {
    return Optional.ofNullable(overlay).map(Overlay::folder);
  }

  /**
   * Reads everything that the overlay describes, so that errors in it are reported before anything
   * runs.
   */
  private void checkNames() {
    try {
      List<String> names = allPresets().stream().map(Preset::shortName).toList();
      unique("@preset", names);
      List<FastPath> fastPaths = new ArrayList<>();
      Stream.of("hosts/", "copies/", "probes/", "contexts/", "mix/", "uaccess/")
          .forEach(directory -> fastPaths.addAll(fastPathsUnder(directory)));
      unique("@name", fastPaths.stream().map(FastPath::name).toList());
      roles();
    } catch (ConfigException | IllegalStateException | IllegalArgumentException e) {
      throw new OverlayException(e.getMessage());
    }
  }

  private void unique(String tag, List<String> names) {
    names.stream()
        .filter(name -> Collections.frequency(names, name) > 1)
        .findFirst()
        .ifPresent(
            name -> {
              throw new OverlayException(overlay.folder() + ": " + tag + " " + name + " is twice");
            });
  }

  /** The fast paths of the leaf argument, in the order in which tables print them. */
  public List<FastPath> fastPaths() {
    return fastPathsUnder("hosts/");
  }

  /** The user copies, in the order in which tables print them. */
  public List<FastPath> copies() {
    return fastPathsUnder("copies/");
  }

  /** Functions that a single claim uses and that are in no table of fast paths. */
  public List<FastPath> probes() {
    return fastPathsUnder("probes/");
  }

  /** The scenarios of several threads and interrupts; {@link #contextFiles} go with them. */
  public List<FastPath> contexts() {
    return fastPathsUnder("contexts/");
  }

  /** Programs of several CPUs, a function P0, P1, ... each; {@link #contextFiles} go with them. */
  public List<String> races() {
    return files().stream().filter(path -> path.startsWith("races/")).toList();
  }

  /**
   * System calls, linked with {@link #contextFiles} too, which show the cost of a model of
   * preemption.
   */
  public List<FastPath> mix() {
    return fastPathsUnder("mix/");
  }

  /** User access of the kernel, in the order in which tables print it. */
  public List<FastPath> userAccess() {
    return fastPathsUnder("uaccess/");
  }

  /** The variants of preemption, {@code V0} first. */
  public List<Preset> presets() {
    return presetsStarting("V", "R");
  }

  /** The checks in user copies, {@code U0} first. */
  public List<Preset> checks() {
    return presetsStarting("U");
  }

  /** The variants that differ only under a scheduler of several threads. */
  public List<Preset> models() {
    return presetsStarting("C");
  }

  /** The variants that differ in how another CPU requests a reschedule. */
  public List<Preset> remotes() {
    return presetsStarting("S");
  }

  /** User access of 3.11 ({@code A0} first) and of today ({@code M0} first), and their checks. */
  public List<Preset> userAccessPresets() {
    return presetsStarting("A", "M");
  }

  /** Whole kernels as they were released, with their user access and readers. */
  public List<Preset> kernels() {
    return presetsStarting("K");
  }

  /** All presets. */
  public List<Preset> allPresets() {
    Kconfig kconfig = kconfig();
    return files().stream()
        .filter(path -> path.endsWith(".config"))
        .map(path -> preset(path, kconfig))
        .toList();
  }

  /** The preset with this short name or name. */
  public Optional<Preset> preset(String name) {
    return allPresets().stream()
        .filter(p -> p.shortName().equals(name) || p.name().equals(name))
        .findFirst();
  }

  /**
   * The presets with these short names or names.
   *
   * @throws NoSuchElementException if one is missing
   */
  public List<Preset> presetsNamed(String... names) {
    return Stream.of(names).map(name -> preset(name).orElseThrow()).toList();
  }

  /**
   * A user's own {@code .config}, named by its file.
   *
   * @throws ConfigException if it names an unknown symbol or cannot be read
   */
  public Preset preset(String file, String text) {
    return new PresetFile(file, text).own(kconfig());
  }

  /** The files that a fast path is linked with under a preset: C and assembly, in link order. */
  public List<String> supportFiles(Preset preset) {
    return filesUnder(SUPPORT, preset);
  }

  /**
   * The files that replace the support files where there are several threads, interrupts and a
   * scheduler: those of {@code context/}, and support files without a namesake there.
   */
  public List<String> contextFiles(Preset preset) {
    List<String> files = new ArrayList<>(filesUnder(CONTEXT, preset));
    for (String file : filesUnder(SUPPORT, preset)) {
      if (!exists(CONTEXT + file.substring(SUPPORT.length()))) {
        files.add(file);
      }
    }
    return files;
  }

  private List<String> filesUnder(String directory, Preset preset) {
    List<String> files = new ArrayList<>();
    for (List<String> entry : index.get()) {
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
  public Kconfig kconfig() {
    return kconfig.get();
  }

  private Kconfig readKconfig() {
    return Kconfig.parse(together(KCONFIG));
  }

  /** Roles by the source function that has one. */
  public Map<String, Role> roles() {
    return roles.get();
  }

  private Map<String, Role> readRoles() {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (String line : lines(together(ROLES))) {
      List<String> parts = Splitter.on('=').trimResults().splitToList(line);
      if (parts.size() != 2) {
        throw new IllegalArgumentException(ROLES + ": expected function = role, not " + line);
      }
      if (parts.get(1).isEmpty()) {
        roles.remove(parts.get(0));
      } else {
        roles.put(parts.get(0), Role.of(parts.get(1)));
      }
    }
    return Collections.unmodifiableMap(roles);
  }

  /** The lines of kernelsrc's file, followed by those of the overlay's. */
  private String together(String path) {
    String added = overlay == null ? "" : overlay.files().getOrDefault(path, "");
    return resource(path) + "\n" + added;
  }

  /** The paths of all files. */
  public List<String> files() {
    return index.get().stream().map(List::getFirst).toList();
  }

  /** True if there is a file at this path. */
  public boolean exists(String path) {
    return isOverlaid(path) || KernelSources.class.getResource(ROOT + path) != null;
  }

  private boolean isOverlaid(String path) {
    return overlay != null && overlay.files().containsKey(path);
  }

  /** The name of a file in messages and line tables. */
  public String nameOf(String path) {
    return isOverlaid(path) ? overlay.nameOf(path) : PREFIX + path;
  }

  /**
   * The text of a file.
   *
   * @throws NoSuchElementException if there is no file at this path
   */
  public String text(String path) {
    return isOverlaid(path) ? overlay.files().get(path) : resource(path);
  }

  private static String resource(String path) {
    try (InputStream in = KernelSources.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new NoSuchElementException("no kernel source " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all files under a directory, for compilers that read the file system. */
  public void extract(Path directory) throws IOException {
    for (String path : files()) {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(path));
    }
  }

  private List<FastPath> fastPathsUnder(String directory) {
    return files().stream()
        .filter(path -> path.startsWith(directory))
        .flatMap(path -> FastPath.parse(path, text(path), nameOf(path)).stream())
        .toList();
  }

  private List<Preset> presetsStarting(String... letters) {
    return allPresets().stream()
        .filter(p -> List.of(letters).contains(p.shortName().substring(0, 1)))
        .toList();
  }

  private Preset preset(String path, Kconfig kconfig) {
    String name = path.substring("configs/".length(), path.length() - ".config".length());
    return new PresetFile(nameOf(path), text(path)).preset(name, kconfig);
  }

  /** The entries of kernelsrc's index. Entries of the overlay's replace them, or come last. */
  private List<List<String>> readIndex() {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (String line : lines(together(INDEX))) {
      List<String> entry = Splitter.on(' ').omitEmptyStrings().splitToList(line);
      entries.put(entry.getFirst(), entry);
    }
    if (overlay != null) {
      overlay.added(BASE).forEach(path -> entries.put(path, List.of(path)));
    }
    return List.copyOf(entries.values());
  }

  /** The lines that are neither blank nor comments. */
  static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }
}

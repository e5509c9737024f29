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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The kernel sources: the files in the class path that {@code kernelsrc/index} lists, and over them
 * the files of an overlay if there is one. An instance is immutable. Paths are relative to the
 * folder that contains {@code kernelsrc/index}.
 */
public final class KernelSources {
  /** The sources of kernelsrc without an overlay. */
  public static final KernelSources BASE = new KernelSources(null);

  static final String INDEX = "index";
  static final String KCONFIG = "configs/Kconfig";
  private static final String ROLES = "roles.properties";

  /** The include directory, to be passed with {@code -I} after {@link #extract}. */
  public static final String INCLUDE = "include";

  /**
   * The address at which the machine maps user memory before a user copy is set up; {@code
   * LAB_USER_BASE} in C.
   */
  public static final long USER_BASE = 0x7f0000000000L;

  /**
   * The size of user memory in bytes, two pages; the page after user memory is not present. The
   * size's name in C is {@code LAB_USER_SIZE}.
   */
  public static final int USER_BYTES = 0x2000;

  /**
   * The prefix of a kernel source's name in diagnostics and line tables; files of an overlay do not
   * have it.
   */
  public static final String PREFIX = "kernelsrc/";

  private static final String ROOT = "/kernelsrc/";
  private static final String SUPPORT = "support/";
  private static final String CONTEXT = "context/";

  /** The overlay; null if there is none. */
  private final Overlay overlay;

  private final Supplier<List<List<String>>> index = Suppliers.memoize(this::readIndex);
  private final Supplier<Kconfig> kconfig = Suppliers.memoize(this::readKconfig);
  private final Supplier<Map<String, Role>> roles = Suppliers.memoize(this::readRoles);
  private final Supplier<List<Preset>> presets = Suppliers.memoize(this::readPresets);

  /** The fast paths that have been read, by folder. */
  private final Map<String, List<FastPath>> fastPaths = new ConcurrentHashMap<>();

  private KernelSources(Overlay overlay) {
    this.overlay = overlay;
  }

  /**
   * The sources of kernelsrc under an overlay.
   *
   * @throws OverlayException if a file of the overlay would change nothing, a preset or fast path
   *     lacks its description, or a name is already used by kernelsrc
   */
  public static KernelSources under(Overlay overlay) {
    overlay.check(BASE);
    KernelSources sources = new KernelSources(overlay);
    sources.checkNames();
    return sources;
  }

  /** Returns these sources with other texts of some files, by path; the overlay's name is kept. */
  public KernelSources replacing(Map<String, String> texts) {
    return new KernelSources(overlay == null ? Overlay.unnamed(texts) : overlay.with(texts));
  }

  /** Returns the overlay's name; empty without an overlay. */
  public Optional<String> overlay() {
    return Optional.ofNullable(overlay).map(Overlay::name).filter(name -> !name.isEmpty());
  }

  /** Returns the overlay's folder as the user gave it; empty without an overlay. */
  public Optional<String> overlayFolder() {
    return Optional.ofNullable(overlay).map(Overlay::folder);
  }

  /** Parses every description in the overlay, so that errors are reported before any code runs. */
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
        .ifPresent(name -> {
          throw new OverlayException(overlay.folder() + ": " + tag + " " + name + " is twice");
        });
  }

  /**
   * Returns the fast paths of the argument about leaf functions, in the order in which tables print
   * them.
   */
  public List<FastPath> fastPaths() {
    return fastPathsUnder("hosts/");
  }

  /** Returns the user copies, in the order in which tables print them. */
  public List<FastPath> copies() {
    return fastPathsUnder("copies/");
  }

  /** Returns functions that only one claim uses and that are in no table of fast paths. */
  public List<FastPath> probes() {
    return fastPathsUnder("probes/");
  }

  /**
   * Returns the scenarios of several threads and interrupts, which are linked with {@link
   * #contextFiles}.
   */
  public List<FastPath> contexts() {
    return fastPathsUnder("contexts/");
  }

  /**
   * Returns the programs of several CPUs, each with a function P0, P1, ... per CPU, which are
   * linked with {@link #contextFiles}.
   */
  public List<String> races() {
    return files().stream().filter(path -> path.startsWith("races/")).toList();
  }

  /**
   * Returns system calls that show the cost of a model of preemption; they too are linked with
   * {@link #contextFiles}.
   */
  public List<FastPath> mix() {
    return fastPathsUnder("mix/");
  }

  /**
   * Returns the kernel functions that access user memory, in the order in which tables print them.
   */
  public List<FastPath> userAccess() {
    return fastPathsUnder("uaccess/");
  }

  /** Returns the presets that differ in preemption, {@code V0} first. */
  public List<Preset> presets() {
    return presetsStarting("V", "R");
  }

  /** Returns the presets that differ in the checks of user copies, {@code U0} first. */
  public List<Preset> checks() {
    return presetsStarting("U");
  }

  /** Returns the presets that differ only under a scheduler of several threads. */
  public List<Preset> models() {
    return presetsStarting("C");
  }

  /** Returns the presets that differ in how another CPU requests a reschedule. */
  public List<Preset> remotes() {
    return presetsStarting("S");
  }

  /**
   * Returns the presets of user access and its checks: those of 3.11 ({@code A0} first) and those
   * of today ({@code M0} first).
   */
  public List<Preset> userAccessPresets() {
    return presetsStarting("A", "M");
  }

  /**
   * Returns the presets that stand for whole kernels as released, with their user access and
   * readers.
   */
  public List<Preset> kernels() {
    return presetsStarting("K");
  }

  /** Returns all presets. */
  public List<Preset> allPresets() {
    return presets.get();
  }

  private List<Preset> readPresets() {
    Kconfig kconfig = kconfig();
    return files().stream()
        .filter(path -> path.endsWith(".config"))
        .map(path -> preset(path, kconfig))
        .toList();
  }

  /** Returns the preset with a short name or name. */
  public Optional<Preset> preset(String name) {
    return allPresets().stream()
        .filter(p -> p.shortName().equals(name) || p.name().equals(name))
        .findFirst();
  }

  /**
   * Returns the presets with these short names or names.
   *
   * @throws NoSuchElementException if a preset is missing
   */
  public List<Preset> presetsNamed(String... names) {
    return Stream.of(names).map(name -> preset(name).orElseThrow()).toList();
  }

  /**
   * Returns the files that a fast path is linked with under a preset: C and assembly, in link
   * order.
   */
  public List<String> supportFiles(Preset preset) {
    return filesUnder(SUPPORT, preset);
  }

  /**
   * Returns the files that replace the support files where several threads, interrupts and a
   * scheduler are needed: those of {@code context/}, and the support files whose names do not occur
   * in {@code context/}.
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

  /** Returns the symbols that a {@code .config} may name. */
  public Kconfig kconfig() {
    return kconfig.get();
  }

  private Kconfig readKconfig() {
    return Kconfig.parse(together(KCONFIG));
  }

  /** Returns the roles by the name of the source function that has the role. */
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

  /**
   * Returns the lines of a file of kernelsrc, followed by the lines of the overlay's file of the
   * same name.
   */
  String together(String path) {
    String added = overlay == null ? "" : overlay.files().getOrDefault(path, "");
    return resource(path) + "\n" + added;
  }

  /** Returns the paths of all files. */
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

  /** Returns the name of a file as messages and line tables show it. */
  public String nameOf(String path) {
    return isOverlaid(path) ? overlay.nameOf(path) : PREFIX + path;
  }

  /**
   * Returns the text of a file.
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
    return fastPaths.computeIfAbsent(directory, this::readFastPaths);
  }

  private List<FastPath> readFastPaths(String directory) {
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

  /**
   * Returns the entries of kernelsrc's index, with those of the overlay's index. An entry of the
   * overlay replaces an entry of the same name, or comes last.
   */
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

  /** Returns the lines that are neither blank nor comments. */
  static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }
}

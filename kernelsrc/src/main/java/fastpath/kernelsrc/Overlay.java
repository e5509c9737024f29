package fastpath.kernelsrc;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An overlay: a folder whose files replace files of kernelsrc or are added to it. A file replaces
 * the file of kernelsrc that has the same path. {@code Kconfig} and {@code roles.properties} add
 * lines to those of kernelsrc; an entry of {@code roles.properties} with an empty role removes the
 * role. {@code index} names the other files to be linked, as kernelsrc's own index does.
 *
 * @param name the folder's name, as tables and JSON show it; "" for texts that stand in no folder
 * @param folder the folder of the files, for messages
 * @param files the files' texts, by path within kernelsrc
 */
public record Overlay(String name, String folder, Map<String, String> files) {
  private static final long MOST_BYTES = 1 << 20;
  private static final Pattern INCLUDE =
      Pattern.compile("(?m)^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");

  /**
   * Folders whose files describe themselves in a comment; every other new file needs a line of
   * {@code index}.
   */
  private static final List<String> SELF_DESCRIBING =
      List.of(
          "configs/", "hosts/", "copies/", "contexts/", "mix/", "probes/", "races/", "uaccess/");

  public Overlay {
    files = ImmutableMap.copyOf(files);
  }

  /**
   * Reads the files of a folder. Files whose names begin with a dot are left out.
   *
   * @throws OverlayException if the folder does not exist or is empty, or if a file is not UTF-8
   *     text or is longer than a mebibyte
   */
  public static Overlay read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new OverlayException(folder + ": no such folder");
    }
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (!path.startsWith(".") && !path.contains("/.")) {
          files.put(path.equals("Kconfig") ? KernelSources.KCONFIG : path, text(file));
        }
      }
    }
    if (files.isEmpty()) {
      throw new OverlayException(folder + ": the folder has no file");
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new Overlay(name == null ? "/" : name.toString(), folder.toString(), files);
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new OverlayException(file + ": longer than a mebibyte");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new OverlayException(file + ": not UTF-8 text");
    }
  }

  /** Returns an overlay without a folder, whose files have the names of kernelsrc's. */
  static Overlay unnamed(Map<String, String> files) {
    return new Overlay(
        "", KernelSources.PREFIX.substring(0, KernelSources.PREFIX.length() - 1), files);
  }

  /** Returns this overlay with further texts, which replace those of the same path. */
  Overlay with(Map<String, String> texts) {
    Map<String, String> all = new TreeMap<>(files);
    all.putAll(texts);
    return new Overlay(name, folder, all);
  }

  /** Returns the name of an overlay's file as messages and line tables show it. */
  String nameOf(String path) {
    return folder + "/" + path;
  }

  /**
   * Rejects a file that would change nothing.
   *
   * @throws OverlayException for a file that replaces no file of kernelsrc, is in no line of the
   *     overlay's {@code index}, is included by no file of the overlay, and does not describe
   *     itself
   */
  void check(KernelSources base) {
    for (String path : files.keySet()) {
      boolean known =
          base.exists(path) || isIndexed(path) || isIncluded(path) || describesItself(path);
      if (!known) {
        throw new OverlayException(
            nameOf(path)
                + ": kernelsrc has no file "
                + path
                + " to be replaced, and neither "
                + nameOf(KernelSources.INDEX)
                + " nor an #include of the overlay names it");
      }
    }
    for (String path : indexed()) {
      if (!files.containsKey(path) && !base.exists(path)) {
        throw new OverlayException(nameOf(KernelSources.INDEX) + ": no file " + path);
      }
    }
  }

  private boolean isIndexed(String path) {
    return indexed().contains(path);
  }

  private List<String> indexed() {
    return KernelSources.lines(files.getOrDefault(KernelSources.INDEX, "")).stream()
        .map(line -> Splitter.on(' ').splitToList(line).getFirst())
        .toList();
  }

  private boolean isIncluded(String path) {
    String prefix = KernelSources.INCLUDE + "/";
    return path.startsWith(prefix)
        && files.values().stream()
            .flatMap(text -> INCLUDE.matcher(text).results())
            .anyMatch(include -> include.group(1).equals(path.substring(prefix.length())));
  }

  private static boolean describesItself(String path) {
    return SELF_DESCRIBING.stream().anyMatch(path::startsWith)
        && (path.endsWith(".c") || path.endsWith(".S") || path.endsWith(".config"));
  }

  /**
   * Returns the new files of the folders whose files describe themselves, in the order of their
   * paths.
   */
  List<String> added(KernelSources base) {
    return files.keySet().stream()
        .filter(path -> !base.exists(path) && !isIndexed(path))
        .filter(path -> describesItself(path) || path.startsWith(KernelSources.INCLUDE))
        .sorted()
        .toList();
  }
}

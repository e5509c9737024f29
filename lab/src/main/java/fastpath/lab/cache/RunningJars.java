package fastpath.lab.cache;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jars that this program runs from. A value that the program's own code computes is kept under
 * their identity, so that a program that was built again does not take it.
 */
public final class RunningJars {
  private RunningJars() {}

  /**
   * Returns the identities of all jars on the class path, in one line each. Returns empty if the
   * class path has a folder, whose classes may change one by one, or if the class was not loaded
   * from one of the jars.
   */
  public static Optional<String> identity(Class<?> code) {
    return identity(code, System.getProperty("java.class.path"));
  }

  static Optional<String> identity(Class<?> code, String classPath) {
    Optional<Path> origin = origin(code);
    boolean found = false;
    List<String> identities = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(entry).toAbsolutePath();
      Optional<FileIdentity> identity = FileIdentity.of(jar);
      if (identity.isEmpty() || !Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      found |= origin.isPresent() && origin.get().equals(jar);
      identities.add(identity.get().text());
    }
    return found ? Optional.of(String.join("\n", identities)) : Optional.empty();
  }

  private static Optional<Path> origin(Class<?> code) {
    CodeSource source = code.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

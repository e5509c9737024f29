package fastpath.lab.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.collect.ImmutableList;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningJarsTest {
  /** A class that is loaded from a jar also while this module is tested from its folders. */
  private static final Class<?> FROM_JAR = ImmutableList.class;

  @TempDir Path folder;
  private String origin;
  private Path other;

  @BeforeEach
  void findJar() throws Exception {
    origin =
        Path.of(FROM_JAR.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    other = Files.writeString(folder.resolve("other.jar"), "first");
  }

  private static Optional<String> identity(Object... classPath) {
    StringBuilder text = new StringBuilder();
    for (Object entry : classPath) {
      text.append(text.isEmpty() ? "" : File.pathSeparator).append(entry);
    }
    return RunningJars.identity(FROM_JAR, text.toString());
  }

  @Test
  void everyJarCounts() throws IOException {
    Optional<String> first = identity(origin, other);
    assertEquals(2, first.orElseThrow().lines().count());
    assertEquals(first, identity(origin, other));
    Files.writeString(other, "more", StandardOpenOption.APPEND);
    assertNotEquals(first, identity(origin, other));
    assertEquals(1, identity(origin).orElseThrow().lines().count());
  }

  @Test
  void unknownWithAFolderOrAMissingFileOrFromElsewhere() {
    assertEquals(Optional.empty(), identity(origin, folder));
    assertEquals(Optional.empty(), identity(origin, folder.resolve("none.jar")));
    assertEquals(Optional.empty(), identity(other));
    assertEquals(Optional.empty(), RunningJars.identity(String.class, origin));
  }
}

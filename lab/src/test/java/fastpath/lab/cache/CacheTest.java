package fastpath.lab.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a value is computed once, and that a file with other contents than the written ones is
 * never used.
 */
class CacheTest {
  @TempDir Path directory;

  private final AtomicInteger made = new AtomicInteger();
  private Path folder;
  private Cache cache;

  @BeforeEach
  void open() {
    folder = directory.resolve("fastpath");
    cache = Cache.in(folder, 10_000);
  }

  private byte[] get(String key, int bytes) {
    return cache.get(
        CacheKey.of("kind", key.getBytes()),
        () -> {
          made.incrementAndGet();
          return (key + "x".repeat(bytes)).getBytes();
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void aValueIsMadeOnce() throws IOException {
    assertArrayEquals(get("a", 100), get("a", 100));
    get("b", 5);
    assertEquals(2, made.get());
    assertEquals(2, files().size());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void damageIsMadeAnew() throws IOException {
    byte[] first = get("a", 100);
    for (int at : new int[] {0, 31, 32, 100}) {
      byte[] bytes = Files.readAllBytes(files().getFirst());
      bytes[at] ^= 1;
      Files.write(files().getFirst(), bytes);
      assertArrayEquals(first, get("a", 100));
    }
    Files.write(files().getFirst(), new byte[3]);
    assertArrayEquals(first, get("a", 100));
    assertEquals(6, made.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwxr-x---", "r-x------"})
  void aFolderOpenToOthersIsNotUsed(String mode) throws IOException {
    get("a", 1);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    get("a", 1);
    assertEquals(2, made.get());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.createSymbolicLink(folder, other);
    get("a", 1);
    get("a", 1);
    assertEquals(2, made.get());
    assertEquals(0, files().size());
  }

  @Test
  void theOldestGoFirst() throws IOException {
    get("a", 4000);
    Files.setLastModifiedTime(files().getFirst(), FileTime.fromMillis(1000));
    get("b", 4000);
    get("c", 4000);
    assertEquals(2, files().size());
    get("b", 4000);
    get("c", 4000);
    assertEquals(3, made.get());
    get("large", 20_000);
    assertEquals(2, files().size());
  }

  @Test
  void manyMayUseItAtOnce() throws IOException {
    IntStream.range(0, 200).parallel().forEach(i -> assertEquals(101, get("k" + i % 5, 99).length));
    assertEquals(5, files().size());
    assertTrue(made.get() >= 5);
  }

  @Test
  void aFileIsTheSameUntilItIsChanged() throws IOException {
    Path file = Files.write(directory.resolve("kernel"), new byte[10]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    FileIdentity before = FileIdentity.of(file).orElseThrow();
    assertEquals(before, FileIdentity.of(file).orElseThrow());
    assertFalse(before.isSettled());
    Path other = Files.write(directory.resolve("other"), new byte[10]);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    assertNotEquals(before, FileIdentity.of(file).orElseThrow());
    assertTrue(new FileIdentity("long ago", 1).isSettled());
    assertEquals(Optional.empty(), FileIdentity.of(directory.resolve("none")));
  }

  @Test
  void noFolderKeepsNothing() {
    cache = Cache.none();
    get("a", 1);
    get("a", 1);
    assertEquals(2, made.get());
  }
}

package fastpath.emulator.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.emulator.Tools;
import fastpath.emulator.image.ObjectFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Listings of a distribution's binaries, with SSE and AVX, are equal to objdump's line by line,
 * except where {@link ListingComparison} has a reason for the difference. By default the test
 * compares a few small binaries of the host; {@code -Dfastpath.distribution=all} selects all files
 * named here, and any other value is a list of files.
 */
class DistributionTest {
  private static final String PROPERTY = System.getProperty("fastpath.distribution", "");
  private static final List<String> SMALL = List.of("ls", "libm.so.6");
  private static final List<String> ALL =
      List.of(
          "ls",
          "libm.so.6",
          "bash",
          "openssl",
          "perl",
          "libc.so.6",
          "libgmp.so.10",
          "libcrypto.so.3",
          "libstdc++.so.6",
          "libaom.so.3",
          "libpython3.11.so.1.0",
          "cc1");

  /** The directories in which x86-64 distributions store binaries. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/bin",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/lib/gcc/x86_64-linux-gnu/12");

  /** Data in code is rare: at most one line in this number may differ. */
  private static final int SELDOM = 100;

  @TempDir Path directory;

  static Stream<String> files() {
    return switch (PROPERTY) {
      case "" -> SMALL.stream();
      case "all" -> ALL.stream();
      default -> Stream.of(PROPERTY.split(","));
    };
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAsObjdumpHasIt(String name) throws IOException {
    Tools.need("objdump");
    Optional<Path> file = find(name);
    assumeTrue(file.isPresent(), name + " is not on this machine");
    Path ours = directory.resolve("ours");
    long started = System.nanoTime();
    write(file.get(), ours);
    double seconds = (System.nanoTime() - started) / 1e9;
    Process objdump =
        new ProcessBuilder("objdump", "-d", file.get().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader theirs = objdump.inputReader();
        BufferedReader mine = Files.newBufferedReader(ours)) {
      ListingComparison comparison =
          new ListingComparison(
                  theirs.lines().dropWhile(DistributionTest::isHead).iterator(),
                  mine.lines().iterator())
              .run();
      System.out.printf(
          "DistributionTest: %s: %d lines, ours in %.1f s, differing %s%n",
          file.get(), comparison.lines(), seconds, comparison.reasons());
      assertTrue(comparison.lines() > 0, "objdump lists nothing");
      assertEquals(List.of(), comparison.unexplained());
      int differing = comparison.reasons().values().stream().mapToInt(Integer::intValue).sum();
      assertTrue(differing * SELDOM <= comparison.lines(), differing + " lines differ");
    }
  }

  private static Optional<Path> find(String name) {
    return Stream.concat(Stream.of(""), FOLDERS.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static boolean isHead(String line) {
    return !line.startsWith("Disassembly of section");
  }

  private static void write(Path file, Path to) throws IOException {
    ObjectFile object = ObjectFile.read(file.toString(), Files.readAllBytes(file));
    try (BufferedWriter writer = Files.newBufferedWriter(to)) {
      Listing.write(
          object,
          null,
          false,
          text -> {
            try {
              writer.append(text);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}

package fastpath.kernelsrc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sources of the stepper, a program that single-steps code on the host CPU. The comment of
 * {@code silicon/stepper.c} describes the stepper's input and output.
 */
public final class Stepper {
  private static final String HEADER = "stepper.h";
  private static final List<String> SOURCES =
      List.of(
          "stepper.c",
          "memory.c",
          "guest.c",
          "symbols.c",
          "process.c",
          "prison.c",
          "seal.c",
          "frame.c",
          "calls.c",
          "opcode.c",
          "count.c",
          "run.c",
          "fixup.c");

  private Stepper() {}

  /**
   * Writes the stepper's sources to a folder.
   *
   * @return the C files, to be compiled and linked together
   */
  public static List<Path> copyTo(Path folder) throws IOException {
    copy(HEADER, folder);
    for (String source : SOURCES) {
      copy(source, folder);
    }
    return SOURCES.stream().map(folder::resolve).toList();
  }

  private static void copy(String file, Path folder) throws IOException {
    try (InputStream in = Stepper.class.getResourceAsStream("/silicon/" + file)) {
      Files.copy(in, folder.resolve(file));
    }
  }
}

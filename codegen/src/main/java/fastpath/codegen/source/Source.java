package fastpath.codegen.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to compile.
 *
 * @param name how diagnostics, {@code __FILE__} and line tables call it
 * @param text its whole text, before preprocessing
 */
public record Source(String name, String text) {
  /** Reads a file; its name is the path as given. */
  public static Source of(Path path) throws IOException {
    return new Source(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
  }

  /** True of assembler sources, preprocessed or not. */
  public boolean isAssembly() {
    return name.endsWith(".s") || name.endsWith(".S");
  }
}

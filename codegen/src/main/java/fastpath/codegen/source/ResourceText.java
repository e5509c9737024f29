package fastpath.codegen.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that the compiler's own JAR file contains. */
public final class ResourceText {
  private ResourceText() {}

  /**
   * Returns a text, which is UTF-8.
   *
   * @param owner the class relative to whose package the name is
   * @param name the resource's name, as for {@link Class#getResourceAsStream}
   */
  public static String of(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package fastpath.emulator.image;

import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Encoder;
import java.util.Map;

/** Images of a few instructions for tests, made without a compiler. */
public final class TestImages {
  /** The addresses of the function {@code f} and of the writable section {@code data}. */
  public static final long TEXT = Assembly.TEXT;

  public static final long DATA = TEXT + 0x10000;

  private TestImages() {}

  /**
   * Returns an image whose function {@code f} has the statements, separated by ';'; data is 4 KiB.
   */
  public static Image code(String statements) {
    return Assembly.image("f: " + statements);
  }

  /** Assembles one statement, whose encoding must not depend on its address. */
  public static byte[] assemble(String statement) {
    return Encoder.encode(
            AttParser.parse(
                statement.strip(),
                n -> {
                  throw new IllegalArgumentException(n);
                }),
            TEXT)
        .bytes();
  }

  /** Returns an image whose function {@code f} has the bytes. */
  public static Image code(byte[] bytes) {
    return Assembly.of(bytes, Map.of("f", 0));
  }
}

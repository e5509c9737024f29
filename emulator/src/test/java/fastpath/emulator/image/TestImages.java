package fastpath.emulator.image;

import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Encoder;
import fastpath.emulator.machine.Memory;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** Images of a few instructions for tests, made without a compiler. */
public final class TestImages {
  /** The addresses of the function {@code f} and of the writable section {@code data}. */
  public static final long TEXT = LinkOptions.KERNEL;

  public static final long DATA = TEXT + 0x10000;

  private TestImages() {}

  /**
   * Returns an image whose function {@code f} has the statements, separated by ';'; data is 4 KiB.
   */
  public static Image code(String statements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String s : statements.split(";")) {
      bytes.writeBytes(assemble(s));
    }
    return code(bytes.toByteArray());
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
    return new Image(
        List.of(
            new Segment("text", TEXT, bytes, bytes.length, Memory.READ | Memory.EXECUTE),
            new Segment("data", DATA, new byte[0], 4096, Memory.READ | Memory.WRITE)),
        List.of(new Section(".text", TEXT, bytes.length, 6), new Section(".data", DATA, 4096, 3)),
        List.of(
            new Symbol(
                "f", TEXT, bytes.length, Symbol.Type.FUNC, Symbol.Binding.GLOBAL, 0, ".text"),
            new Symbol("data", DATA, 4096, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 1, ".data")),
        new byte[0],
        List.of(new Description(Map.of(), 0, 0)),
        0,
        LinkFacts.none());
  }
}

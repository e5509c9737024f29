package fastpath.emulator.image;

import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Encoder;
import fastpath.emulator.machine.Memory;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** Images of a few instructions, made without a compiler. */
public final class TestImages {
  /** Where the function {@code f} and the writable section {@code data} are. */
  public static final long TEXT = LinkOptions.KERNEL;

  public static final long DATA = TEXT + 0x10000;

  private TestImages() {}

  /** Assembles statements separated by ';' as function {@code f}; data is 4 KiB. */
  public static Image code(String statements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String s : statements.split(";")) {
      bytes.writeBytes(assemble(s));
    }
    return code(bytes.toByteArray());
  }

  /** One statement; its address does not matter to it. */
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

  /** The bytes of a function {@code f}. */
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

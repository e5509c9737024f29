package fastpath.emulator.isa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Assembles statements to bytes; each statement is parsed once. */
final class TestEncoding {
  private static final Map<String, Insn> PARSED = new ConcurrentHashMap<>();

  private TestEncoding() {}

  static byte[] bytes(String statement, long address) {
    return Encoder.encode(parse(statement), address).bytes();
  }

  static int length(String statement) {
    return bytes(statement, 0).length;
  }

  private static Insn parse(String statement) {
    if (PARSED.size() > 10_000) {
      PARSED.clear();
    }
    return PARSED.computeIfAbsent(
        statement,
        s ->
            AttParser.parse(
                s,
                name -> {
                  throw new IllegalArgumentException(name);
                }));
  }
}

package fastpath.codegen.obj;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A table of null-terminated strings that starts with the empty string (gABI, chapter 4, String
 * Table).
 */
public final class StringTable {
  private final Map<String, Integer> offsets = new HashMap<>();
  private final ByteSink bytes = new ByteSink();

  public StringTable() {
    add("");
  }

  /** Returns the offset of a string, which is added if it is new. */
  public int add(String s) {
    Integer known = offsets.get(s);
    if (known != null) {
      return known;
    }
    int offset = bytes.size();
    offsets.put(s, offset);
    bytes.bytes(s.getBytes(StandardCharsets.UTF_8)).u8(0);
    return offset;
  }

  public int size() {
    return bytes.size();
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}

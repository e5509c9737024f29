package fastpath.lab.litmus;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/**
 * An integer type of a test's variable.
 *
 * @param bytes 1, 2, 4 or 8
 */
public record CType(int bytes, boolean signed) {
  static final CType INT = new CType(4, true);
  static final CType LONG = new CType(8, true);
  static final CType POINTER = new CType(8, false);

  private static final Map<String, CType> NAMED =
      ImmutableMap.ofEntries(
          Map.entry("char", new CType(1, true)),
          Map.entry("signed char", new CType(1, true)),
          Map.entry("unsigned char", new CType(1, false)),
          Map.entry("int8_t", new CType(1, true)),
          Map.entry("uint8_t", new CType(1, false)),
          Map.entry("short", new CType(2, true)),
          Map.entry("unsigned short", new CType(2, false)),
          Map.entry("int16_t", new CType(2, true)),
          Map.entry("uint16_t", new CType(2, false)),
          Map.entry("int", INT),
          Map.entry("unsigned", new CType(4, false)),
          Map.entry("unsigned int", new CType(4, false)),
          Map.entry("int32_t", INT),
          Map.entry("uint32_t", new CType(4, false)),
          Map.entry("long", LONG),
          Map.entry("unsigned long", new CType(8, false)),
          Map.entry("long long", LONG),
          Map.entry("unsigned long long", new CType(8, false)),
          Map.entry("int64_t", LONG),
          Map.entry("uint64_t", new CType(8, false)),
          Map.entry("intptr_t", LONG),
          Map.entry("uintptr_t", POINTER));

  /**
   * Returns the type with a name, whose words are separated by one blank; empty if no type has this
   * name.
   */
  static Optional<CType> named(String words) {
    return Optional.ofNullable(NAMED.get(words));
  }

  /**
   * Reads a type.
   *
   * @param nameFollows true if the last word is the name of a variable of that type
   * @throws LitmusException if no type has this name
   */
  static CType parse(Tokens in, boolean nameFollows) {
    StringBuilder words = new StringBuilder(in.name("a type"));
    while (in.peek().matches("[A-Za-z_].*")
        && (!nameFollows || in.peekSecond().matches("[A-Za-z_*\\d].*"))) {
      words.append(' ').append(in.take());
    }
    Optional<CType> known = named(words.toString());
    boolean pointer = false;
    while (in.takeIf("*")) {
      pointer = true;
    }
    return pointer
        ? POINTER
        : known.orElseThrow(
            () -> in.wrong("expected a type such as int or uint64_t, found `" + words + "'"));
  }

  /**
   * Returns an error message if a value does not fit a variable or register of this type, as a
   * signed or an unsigned number; empty if it fits. An address fits if the type has at least four
   * bytes.
   */
  Optional<String> check(String of, Value value) {
    int bits = 8 * bytes;
    boolean fits =
        switch (value) {
          case Value.Number n ->
              bits == Long.SIZE
                  || n.number() >= -1L << bits - 1
                      && n.number() < 1L << bits
                      && (n.number() >= 0 || n.text().startsWith("-"));
          case Value.Address a -> bytes >= INT.bytes;
        };
    return fits
        ? Optional.empty()
        : Optional.of("expected a value of " + bits + " bits, as " + of + " has, found " + value);
  }

  /** Returns the low bytes of a word as a value of this type, sign- or zero-extended. */
  long value(long word) {
    int shift = 64 - 8 * bytes;
    return signed ? word << shift >> shift : word << shift >>> shift;
  }

  /** Returns a value in decimal, signed or unsigned as this type. */
  String print(long value) {
    return signed ? Long.toString(value) : Long.toUnsignedString(value);
  }
}

package fastpath.emulator.image;

import java.util.List;
import java.util.stream.Collectors;

/** Reports a name that several symbols have. */
final class Ambiguity {
  private static final int MOST = 8;

  private Ambiguity() {}

  /** Returns an exception whose message is one line with the addresses of the symbols. */
  static LinkException of(String name, List<Long> addresses) {
    return new LinkException(
        "symbol "
            + name
            + " is ambiguous; give one of its addresses instead: "
            + addresses.stream()
                .limit(MOST)
                .map(a -> "0x" + Long.toHexString(a))
                .collect(Collectors.joining(", "))
            + (addresses.size() > MOST ? ", ..." : ""));
  }
}

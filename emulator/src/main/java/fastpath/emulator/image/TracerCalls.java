package fastpath.emulator.image;

import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The calls of the function tracer, which the compiler option {@code -pg} inserts at the start of
 * every function. A kernel replaces each of these calls by a nop at boot (ftrace_init); the linker
 * does the same if no file defines the tracer function.
 */
final class TracerCalls {
  static final Set<String> NAMES = Set.of("__fentry__", "mcount", "_mcount");

  private static final byte[] NOP5 = {0x0f, 0x1f, 0x44, 0x00, 0x00};
  private static final byte[] NOP6 = {0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00};

  private final Set<Long> patched = new HashSet<>();

  /** True if a relocation belongs to a call of the function tracer. */
  static boolean isCall(String symbol, Relocation r, ObjectSection in) {
    return NAMES.contains(symbol) && r.addend() == -4 && nop(r, in) != null;
  }

  /**
   * Returns the nop that is as long as the call; null if the relocation does not belong to a call.
   */
  private static byte[] nop(Relocation r, ObjectSection in) {
    if (r.offset() >= 1 && in.unsigned(r.offset() - 1) == 0xe8) {
      return NOP5;
    }
    boolean throughGot =
        r.offset() >= 2
            && in.unsigned(r.offset() - 2) == 0xff
            && in.unsigned(r.offset() - 1) == 0x15;
    return throughGot ? NOP6 : null;
  }

  /**
   * Replaces a call by a nop.
   *
   * @param section address of the section's first byte
   * @param start index in {@code to} of the section's first byte
   */
  void patch(Relocation r, ObjectSection in, long section, byte[] to, int start) {
    byte[] nop = nop(r, in);
    long at = r.offset() + 4 - nop.length;
    System.arraycopy(nop, 0, to, start + (int) at, nop.length);
    patched.add(section + at);
  }

  /** Returns the addresses of the nops. */
  Set<Long> patched() {
    return ImmutableSet.copyOf(patched);
  }
}

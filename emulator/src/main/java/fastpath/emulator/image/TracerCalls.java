package fastpath.emulator.image;

import java.util.HashSet;
import java.util.Set;

/**
 * Calls of the function tracer, which {@code -pg} inserts at the start of every function. A kernel
 * makes each of them a nop when it boots (ftrace_init), and so does the linker where no file
 * defines the symbol.
 */
final class TracerCalls {
  static final Set<String> NAMES = Set.of("__fentry__", "mcount", "_mcount");

  private static final byte[] NOP5 = {0x0f, 0x1f, 0x44, 0x00, 0x00};
  private static final byte[] NOP6 = {0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00};

  private final Set<Long> patched = new HashSet<>();

  /** Whether the relocation is that of a call of the tracer. */
  static boolean isCall(String symbol, Relocation r, ObjectSection in) {
    return NAMES.contains(symbol) && r.addend() == -4 && nop(r, in) != null;
  }

  /** The nop that is as long as the call; null if it is no call. */
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
   * Makes a call a nop.
   *
   * @param section address of the section's first byte
   * @param start where that is in {@code to}
   */
  void patch(Relocation r, ObjectSection in, long section, byte[] to, int start) {
    byte[] nop = nop(r, in);
    long at = r.offset() + 4 - nop.length;
    System.arraycopy(nop, 0, to, start + (int) at, nop.length);
    patched.add(section + at);
  }

  /** Addresses of the nops. */
  Set<Long> patched() {
    return Set.copyOf(patched);
  }
}

package fastpath.emulator.translate;

import fastpath.emulator.isa.Uop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats micro-ops as text. */
final class UopText {
  private UopText() {}

  /** Returns a micro-op in a short form: {@code t2 = ADD64(t0, t1)}. */
  static String of(Uop uop) {
    return switch (uop) {
      case Uop.Imm u -> "t" + u.dst() + " = " + hex(u.value());
      case Uop.Get u -> "t" + u.dst() + " = " + u.state().text();
      case Uop.Put u -> u.state().text() + " = t" + u.src();
      case Uop.Pure u -> "t" + u.dst() + " = " + u.fn().text(u.bits()) + temps(u.a(), u.b(), u.c());
      case Uop.Load u -> "t" + u.dst() + " = load" + u.bytes() + "(t" + u.addr() + ")";
      case Uop.Store u -> "store" + u.bytes() + "(t" + u.addr() + ", t" + u.src() + ")";
      case Uop.SetFlags u -> "flags = t" + u.src() + " & " + hex(u.mask());
      case Uop.Lock u -> "lock";
      case Uop.Fence u -> lower(u.kind());
      case Uop.Jump u -> "jump t" + u.target();
      case Uop.Branch u -> "if t" + u.cond() + " jump t" + u.target();
      case Uop.Divide u ->
          "t%d, t%d = %sdiv%d%s"
              .formatted(
                  u.quot(),
                  u.rem(),
                  u.signed() ? "i" : "",
                  u.bits(),
                  temps(u.hi(), u.lo(), u.divisor()));
      case Uop.Aligned u -> "aligned" + u.bytes() + "(t" + u.addr() + ")";
      case Uop.Writable u -> "writable" + u.bytes() + "(t" + u.addr() + ")";
      case Uop.Canonical u -> {
        String stored = u.addr() < 0 ? "" : ", else *t" + u.addr() + " = t" + u.src();
        yield "canonical(t" + u.value() + stored + ")";
      }
      case Uop.Trap u -> "trap " + lower(u.kind());
    };
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static String hex(long value) {
    return value >= 0 && value < 10 ? Long.toString(value) : "0x" + Long.toHexString(value);
  }

  private static String temps(int... temps) {
    List<String> used = new ArrayList<>();
    for (int t : temps) {
      if (t >= 0) {
        used.add("t" + t);
      }
    }
    return "(" + String.join(", ", used) + ")";
  }
}

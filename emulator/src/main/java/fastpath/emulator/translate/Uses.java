package fastpath.emulator.translate;

import fastpath.emulator.isa.Uop;

/** Which temps micro-ops use. */
final class Uses {
  private Uses() {}

  static boolean of(Uop uop, int t) {
    return switch (uop) {
      case Uop.Imm u -> false;
      case Uop.Get u -> false;
      case Uop.Put u -> u.src() == t;
      case Uop.Pure u -> u.a() == t || u.b() == t || u.c() == t;
      case Uop.Load u -> u.addr() == t;
      case Uop.Store u -> u.addr() == t || u.src() == t;
      case Uop.SetFlags u -> u.src() == t;
      case Uop.Jump u -> u.target() == t;
      case Uop.Branch u -> u.cond() == t || u.target() == t;
      case Uop.Divide u -> u.hi() == t || u.lo() == t || u.divisor() == t;
      case Uop.Aligned u -> u.addr() == t;
      case Uop.Canonical u -> u.value() == t;
      case Uop.Writable u -> u.addr() == t;
      case Uop.Trap u -> false;
      case Uop.Lock u -> false;
      case Uop.Fence u -> false;
    };
  }
}

package fastpath.emulator.isa;

import java.util.List;

/** A condition of jcc, setcc and cmovcc, in the order of the encoding (SDM vol. 1, appendix B). */
public enum Condition {
  O(0, Flags.OF),
  NO(1, Flags.OF),
  B(2, Flags.CF),
  AE(3, Flags.CF),
  E(4, Flags.ZF),
  NE(5, Flags.ZF),
  BE(6, Flags.CF | Flags.ZF),
  A(7, Flags.CF | Flags.ZF),
  S(8, Flags.SF),
  NS(9, Flags.SF),
  P(10, Flags.PF),
  NP(11, Flags.PF),
  L(12, Flags.SF | Flags.OF),
  GE(13, Flags.SF | Flags.OF),
  LE(14, Flags.ZF | Flags.SF | Flags.OF),
  G(15, Flags.ZF | Flags.SF | Flags.OF);

  private static final List<Condition> ALL = List.of(values());

  private final int number;
  private final long flags;

  Condition(int number, long flags) {
    this.number = number;
    this.flags = flags;
  }

  /** Returns the condition with an encoding number 0..15. */
  public static Condition of(int number) {
    return ALL.get(number);
  }

  /** Returns the encoding number of the condition, 0..15. */
  public int number() {
    return number;
  }

  /** Returns the status flags that the condition depends on. */
  public long flags() {
    return flags;
  }

  /**
   * True for a negated condition: of two opposite conditions, the one with the odd encoding number.
   */
  public boolean isNegated() {
    return (number & 1) != 0;
  }
}

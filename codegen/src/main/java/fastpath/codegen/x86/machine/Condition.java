package fastpath.codegen.x86.machine;

/** A condition of the arithmetic flags (Intel SDM, volume 1, appendix B). */
public enum Condition {
  E(true, "e", "z"),
  NE(true, "ne", "nz"),
  B(false, "b", "c", "nae"),
  AE(false, "ae", "nc", "nb"),
  BE(false, "be", "na"),
  A(false, "a", "nbe"),
  L(false, "l", "nge"),
  GE(false, "ge", "nl"),
  LE(false, "le", "ng"),
  G(false, "g", "nle"),
  S(true, "s"),
  NS(true, "ns"),
  O(false, "o"),
  NO(false, "no"),
  P(false, "p", "pe"),
  NP(false, "np", "po");

  private static final Condition[] ALL = values();

  private final boolean zeroOrSignOnly;
  private final String[] names;

  Condition(boolean zeroOrSignOnly, String... names) {
    this.zeroOrSignOnly = zeroOrSignOnly;
    this.names = names;
  }

  /**
   * Returns the condition of a mnemonic's suffix, such as {@code ne} or {@code nz}.
   *
   * @throws IllegalArgumentException if no condition has the suffix
   */
  public static Condition of(String suffix) {
    for (Condition condition : ALL) {
      for (String name : condition.names) {
        if (name.equals(suffix)) {
          return condition;
        }
      }
    }
    throw new IllegalArgumentException("no condition " + suffix);
  }

  /** The condition's suffix in tables and listings. */
  public String text() {
    return names[0];
  }

  /** True if the condition reads ZF or SF and no other flag. */
  public boolean readsZeroOrSignOnly() {
    return zeroOrSignOnly;
  }

  /** The negated condition, which holds exactly when this condition does not. */
  public Condition negated() {
    return switch (this) {
      case E -> NE;
      case NE -> E;
      case B -> AE;
      case AE -> B;
      case BE -> A;
      case A -> BE;
      case L -> GE;
      case GE -> L;
      case LE -> G;
      case G -> LE;
      case S -> NS;
      case NS -> S;
      case O -> NO;
      case NO -> O;
      case P -> NP;
      case NP -> P;
    };
  }
}

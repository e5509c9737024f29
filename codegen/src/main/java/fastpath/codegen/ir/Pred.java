package fastpath.codegen.ir;

/** The relation that an {@link Op#ICMP} tests. */
public enum Pred implements Attribute, Spelled {
  EQ("eq"),
  NE("ne"),
  SLT("slt"),
  SLE("sle"),
  SGT("sgt"),
  SGE("sge"),
  ULT("ult"),
  ULE("ule"),
  UGT("ugt"),
  UGE("uge");

  private final String text;

  Pred(String text) {
    this.text = text;
  }

  /** The relation's word in the text form. */
  @Override
  public String text() {
    return text;
  }

  /** The negated relation, which holds exactly when this one does not. */
  public Pred negated() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case SLT -> SGE;
      case SLE -> SGT;
      case SGT -> SLE;
      case SGE -> SLT;
      case ULT -> UGE;
      case ULE -> UGT;
      case UGT -> ULE;
      case UGE -> ULT;
    };
  }

  /** The relation with its operands exchanged. */
  public Pred swapped() {
    return switch (this) {
      case EQ -> EQ;
      case NE -> NE;
      case SLT -> SGT;
      case SLE -> SGE;
      case SGT -> SLT;
      case SGE -> SLE;
      case ULT -> UGT;
      case ULE -> UGE;
      case UGT -> ULT;
      case UGE -> ULE;
    };
  }

  /** The relation between unsigned numbers that has the same direction. */
  public Pred unsigned() {
    return switch (this) {
      case EQ, NE, ULT, ULE, UGT, UGE -> this;
      case SLT -> ULT;
      case SLE -> ULE;
      case SGT -> UGT;
      case SGE -> UGE;
    };
  }

  public boolean isSigned() {
    return this == SLT || this == SLE || this == SGT || this == SGE;
  }

  public boolean isEquality() {
    return this == EQ || this == NE;
  }

  /** True if the relation holds between {@code a} and {@code b}, both of {@code type}. */
  public boolean test(Type type, long a, long b) {
    long left = isSigned() ? type.canonical(a) : a & type.mask();
    long right = isSigned() ? type.canonical(b) : b & type.mask();
    return switch (this) {
      case EQ -> left == right;
      case NE -> left != right;
      case SLT -> left < right;
      case SLE -> left <= right;
      case SGT -> left > right;
      case SGE -> left >= right;
      case ULT -> Long.compareUnsigned(left, right) < 0;
      case ULE -> Long.compareUnsigned(left, right) <= 0;
      case UGT -> Long.compareUnsigned(left, right) > 0;
      case UGE -> Long.compareUnsigned(left, right) >= 0;
    };
  }
}

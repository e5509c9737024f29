package fastpath.codegen.ir;

/** An undefined value: any bits, which may differ between two uses. */
public final class Undef extends Value {
  private final Type type;

  private Undef(Type type) {
    this.type = type;
  }

  public static Undef of(Type type) {
    return new Undef(type);
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Undef u && u.type == type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return type.text() + " undef";
  }
}

package fastpath.codegen.ir;

/** An integer constant, sign-extended from its type. An I1 is 0 or 1. */
public final class Const extends Value {
  private final Type type;
  private final long value;

  private Const(Type type, long value) {
    this.type = type;
    this.value = type.canonical(value);
  }

  /** Returns a constant of a type; bits above the type's width are dropped. */
  public static Const of(Type type, long value) {
    return new Const(type, value);
  }

  public static Const i64(long value) {
    return of(Type.I64, value);
  }

  public static Const i32(int value) {
    return of(Type.I32, value);
  }

  public static Const bool(boolean value) {
    return of(Type.I1, value ? 1 : 0);
  }

  @Override
  public Type type() {
    return type;
  }

  /** The value, sign-extended from its type. */
  public long value() {
    return value;
  }

  /** The value, zero-extended from its type. */
  public long unsigned() {
    return value & type.mask();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Const c && c.type == type && c.value == value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value) * 31 + type.hashCode();
  }

  @Override
  public String toString() {
    return type.text() + " " + value;
  }
}

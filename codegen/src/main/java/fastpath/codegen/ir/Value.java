package fastpath.codegen.ir;

/** A value: an argument of an instruction. */
public abstract sealed class Value permits Const, SymbolAddr, Param, Undef, Instr {
  /** The value's type; {@link Type#VOID} for instructions without a result. */
  public abstract Type type();

  /** True if this is a constant equal to {@code value} in canonical form. */
  public boolean is(long value) {
    return this instanceof Const c && c.value() == value;
  }
}

package fastpath.codegen.ir;

/** Something an instruction can take as an argument. */
public abstract sealed class Value permits Const, SymbolAddr, Param, Undef, Instr {
  /** The value's type; {@link Type#VOID} for instructions without a result. */
  public abstract Type type();

  /** Whether this is a constant equal to {@code value} in canonical form. */
  public boolean is(long value) {
    return this instanceof Const c && c.value() == value;
  }
}

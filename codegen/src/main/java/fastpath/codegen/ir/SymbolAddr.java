package fastpath.codegen.ir;

/** The address of a symbol plus a constant number of bytes; the linker knows its value. */
public final class SymbolAddr extends Value {
  private final String symbol;
  private final long offset;

  private SymbolAddr(String symbol, long offset) {
    this.symbol = symbol;
    this.offset = offset;
  }

  public static SymbolAddr of(String symbol, long offset) {
    return new SymbolAddr(symbol, offset);
  }

  @Override
  public Type type() {
    return Type.I64;
  }

  public String symbol() {
    return symbol;
  }

  /** The number of bytes added to the symbol's address. */
  public long offset() {
    return offset;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SymbolAddr s && s.symbol.equals(symbol) && s.offset == offset;
  }

  @Override
  public int hashCode() {
    return symbol.hashCode() * 31 + Long.hashCode(offset);
  }

  @Override
  public String toString() {
    return "@" + symbol + (offset == 0 ? "" : offset > 0 ? "+" + offset : "" + offset);
  }
}

package fastpath.codegen.ir;

/** How a LOAD, STORE or CMPXCHG accesses memory: segment, volatility and memory order. */
public record Mem(Segment seg, boolean isVolatile, MemoryOrder order) implements Attribute {
  public static final Mem PLAIN = new Mem(Segment.NONE, false, MemoryOrder.NONE);
  public static final Mem VOLATILE = new Mem(Segment.NONE, true, MemoryOrder.NONE);

  /** A plain access, neither volatile nor ordered: it may be removed, merged and moved. */
  public boolean isPlain() {
    return !isVolatile && order == MemoryOrder.NONE;
  }
}

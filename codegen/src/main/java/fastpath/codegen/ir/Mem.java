package fastpath.codegen.ir;

/** How a LOAD, STORE or CMPXCHG accesses memory. */
public record Mem(Segment seg, boolean isVolatile, Order order) {
  public static final Mem PLAIN = new Mem(Segment.NONE, false, Order.NONE);
  public static final Mem VOLATILE = new Mem(Segment.NONE, true, Order.NONE);

  /** Neither volatile nor ordered: may be removed, merged and moved. */
  public boolean isPlain() {
    return !isVolatile && order == Order.NONE;
  }
}

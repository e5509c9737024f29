package fastpath.codegen.ir;

/** The memory order of an access, as in C11; {@link #NONE} is a plain access. */
public enum MemoryOrder implements Attribute, Spelled {
  NONE("none", false),
  RELAXED("relaxed", false),
  ACQUIRE("acquire", true),
  RELEASE("release", true),
  ACQ_REL("acq_rel", true),
  SEQ_CST("seq_cst", true);

  private final String text;
  private final boolean ordersOthers;

  MemoryOrder(String text, boolean ordersOthers) {
    this.text = text;
    this.ordersOthers = ordersOthers;
  }

  /** True if other accesses must not move across an access of this order. */
  public boolean ordersOthers() {
    return ordersOthers;
  }

  /** The order's word in the text form. */
  @Override
  public String text() {
    return text;
  }
}

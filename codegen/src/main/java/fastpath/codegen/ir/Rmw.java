package fastpath.codegen.ir;

/** The operation of an ATOMIC_RMW, whose result is the value before the operation. */
public record Rmw(Kind kind, Segment seg, MemoryOrder order) implements Attribute {
  /** Computes the new value from the old value and the argument. */
  public enum Kind implements Spelled {
    XCHG("xchg"),
    ADD("add"),
    SUB("sub"),
    AND("and"),
    OR("or"),
    XOR("xor");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The operation's word in the text form. */
    @Override
    public String text() {
      return text;
    }
  }
}

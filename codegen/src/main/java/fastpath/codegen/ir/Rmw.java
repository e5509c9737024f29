package fastpath.codegen.ir;

/** What an ATOMIC_RMW does; its result is the value before. */
public record Rmw(Kind kind, Segment seg, MemoryOrder order) implements Attribute {
  /** The new value from the old one and the argument. */
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

    /** As the text form writes it. */
    @Override
    public String text() {
      return text;
    }
  }
}

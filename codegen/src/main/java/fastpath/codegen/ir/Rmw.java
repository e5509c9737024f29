package fastpath.codegen.ir;

/** What an ATOMIC_RMW does; its result is the value before. */
public record Rmw(Kind kind, Segment seg, MemoryOrder order) {
  /** The new value from the old one and the argument. */
  public enum Kind {
    XCHG,
    ADD,
    SUB,
    AND,
    OR,
    XOR
  }
}

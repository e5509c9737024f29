package fastpath.codegen.ir;

/** The values of a SWITCH, canonical in its type; value i goes to successor 1 + i. */
public record Cases(long[] values) implements Attribute {}

package fastpath.codegen.ir;

/**
 * The values of a SWITCH, canonical in the type of its argument; value i goes to successor 1 + i.
 */
public record Cases(long[] values) implements Attribute {}

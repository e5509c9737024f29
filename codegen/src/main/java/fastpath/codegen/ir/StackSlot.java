package fastpath.codegen.ir;

/**
 * A slot in the stack frame.
 *
 * @param size the size in bytes, at least 1
 * @param align the alignment in bytes, a power of two
 * @param name the name of the C variable, or a generated name
 */
public record StackSlot(long size, int align, String name) implements Attribute {}

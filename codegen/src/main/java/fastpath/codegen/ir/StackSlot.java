package fastpath.codegen.ir;

/**
 * A place in the stack frame.
 *
 * @param size bytes, at least 1
 * @param align bytes, a power of two
 * @param name the C variable, or a made-up name
 */
public record StackSlot(long size, int align, String name) implements Attribute {}

package fastpath.emulator.frames;

/**
 * A load or a store of an instruction.
 *
 * @param address what is known about the address
 * @param bytes size of the access: 1, 2, 4 or 8
 */
public record MemoryAccess(StackValue address, int bytes, boolean store) {}

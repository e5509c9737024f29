package fastpath.emulator.frames;

/**
 * A load or a store of an instruction.
 *
 * @param address what is known of the address
 * @param bytes 1, 2, 4 or 8
 */
public record MemoryAccess(StackValue address, int bytes, boolean store) {}

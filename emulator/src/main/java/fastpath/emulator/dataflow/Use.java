package fastpath.emulator.dataflow;

/**
 * A use of a value that an instruction has computed.
 *
 * @param insn the number of the instruction that uses it
 * @param place the number of the register or of the word of the frame that holds it
 * @param address true if it is used for nothing but the address of an access
 */
public record Use(int insn, int place, boolean address) {}

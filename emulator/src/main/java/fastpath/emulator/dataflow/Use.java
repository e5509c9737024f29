package fastpath.emulator.dataflow;

/**
 * A use of a value by an instruction.
 *
 * @param insn number of the instruction that uses the value
 * @param place number of the register or frame word that holds the value
 * @param address true if the value is used only to compute the address of an access
 */
public record Use(int insn, int place, boolean address) {}

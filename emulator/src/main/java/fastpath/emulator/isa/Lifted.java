package fastpath.emulator.isa;

/**
 * An instruction's meaning. For a repeated string instruction uops are one iteration, without the
 * count: the engine tests and decrements rcx (ecx if {@link Insn#addressBits} is 32) and, for REPE
 * and REPNE, tests ZF after each.
 *
 * @param temps how many temps uops use
 */
public record Lifted(Decoded insn, Uop[] uops, int temps, Flow flow, Repeat repeat) {}

/**
 * The instruction table and what is derived from it. A row ({@link fastpath.emulator.isa.Form}) is
 * the only place that knows a mnemonic; the rows stand in the files {@code *Rows}, by family. To
 * add an instruction, add a row to the family that fits, and a line to {@code SemanticsTest} if it
 * does more than compute: the round trip, the comparison with as and objdump, and the one with the
 * CPU find it by themselves.
 *
 * <p>From bytes: {@code CodeBytes}, {@code PrefixBytes}, {@code Decoder} by {@code OpcodeTable},
 * then {@code Lifter} to micro-ops. From source: {@code AttParser} or {@code Isa.make}, {@code
 * Match} picks the row, then {@code Encoder}. To text: {@code Att}. Sections cited are of the Intel
 * 64 and IA-32 Architectures Software Developer's Manual (SDM).
 */
package fastpath.emulator.isa;

/**
 * The instruction table and what is derived from it: decoder, encoder, AT&amp;T printer and parser,
 * and the lifter to micro-ops. A row ({@link fastpath.emulator.isa.Form}) is the only place that
 * knows a mnemonic. Sections cited are of the Intel 64 and IA-32 Architectures Software Developer's
 * Manual (SDM).
 */
package fastpath.emulator.isa;

package fastpath.emulator.image;

import fastpath.emulator.elf.RelocationType;

/**
 * A place in a section that depends on a symbol.
 *
 * @param offset in the section
 * @param symbol index in {@link ObjectFile#symbols()}
 */
public record Relocation(long offset, RelocationType type, int symbol, long addend) {}

package fastpath.emulator.image;

import fastpath.emulator.elf.RelocationType;

/**
 * A relocation: a field in a section whose value depends on a symbol.
 *
 * @param offset offset of the field in the section
 * @param symbol index of the symbol in {@link ObjectFile#symbols()}
 */
public record Relocation(long offset, RelocationType type, int symbol, long addend) {}

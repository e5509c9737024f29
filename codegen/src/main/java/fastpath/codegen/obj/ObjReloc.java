package fastpath.codegen.obj;

import fastpath.emulator.elf.RelocationType;

/**
 * A relocation with addend.
 *
 * @param offset of the field in its section, bytes
 * @param symbol null for the absolute section (index 0)
 */
public record ObjReloc(long offset, RelocationType type, ObjSymbol symbol, long addend) {}

package fastpath.codegen.obj;

import fastpath.emulator.elf.RelocationType;

/**
 * A relocation with an addend.
 *
 * @param offset the field's offset in its section, in bytes
 * @param symbol the symbol; null for the undefined symbol with index 0, for an absolute value
 */
public record ObjReloc(long offset, RelocationType type, ObjSymbol symbol, long addend) {}

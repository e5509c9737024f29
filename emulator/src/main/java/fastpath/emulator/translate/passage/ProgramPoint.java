package fastpath.emulator.translate.passage;

/**
 * A program point: an address in one inline context. A passage contains an instruction once for
 * each of its program points.
 */
record ProgramPoint(InlineContext context, long address) {}

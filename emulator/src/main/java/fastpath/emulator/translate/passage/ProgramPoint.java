package fastpath.emulator.translate.passage;

/**
 * An address in one inline context. A passage holds an instruction once for each of its program
 * points.
 */
record ProgramPoint(InlineContext context, long address) {}

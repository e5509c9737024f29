/**
 * The contents of a passage: basic blocks that {@code BlockFinder} finds in code that has run, the
 * edges between them, loops, and side exits. {@link
 * fastpath.emulator.translate.passage.Translatable} decides which instructions are translated at
 * all, {@link fastpath.emulator.translate.passage.Terminator} how a block is left, {@link
 * fastpath.emulator.translate.passage.ExitReason} why a passage is left.
 */
package fastpath.emulator.translate.passage;

/**
 * Assembly: the model of a file, its text in both directions, and the way to an object. The
 * reference is GNU as 2.40: the same text yields the same bytes, relocations and symbols, and
 * {@code GnuAsCrossCheckTest} and {@code DirectivesTest} compare them.
 *
 * <h2>The model</h2>
 *
 * <p>An {@link fastpath.codegen.asm.AsmFile} has {@link fastpath.codegen.asm.Section}s of {@link
 * fastpath.codegen.asm.Item}s: instructions, labels, data, space, alignment, and {@link
 * fastpath.codegen.asm.Cfi} directives. An {@link fastpath.codegen.asm.AsmSymbol} has what
 * directives say of a name. A {@link fastpath.codegen.asm.Term} is an expression as written; a
 * {@link fastpath.codegen.asm.RelocatableExpr} is one that a relocation can carry.
 *
 * <h2>In and out</h2>
 *
 * <pre>
 * text --AsmScanner--> statements --AsmParser, *Directives--> AsmFile --AsmPrinter--> text
 *                                      x86.finish.CodeEmitter ---^      |
 *                                                                   Assembler
 *                                                                       v
 *      SectionLayout: items to fragments, branches to their shortest size that reaches
 *      SymbolResolver: names to places;  Relocator: fields to bytes or relocations
 *      EhFrame: .eh_frame;  LineProgram, DebugInfo: .debug_line, .debug_info
 *                                                                       v
 *                                                            obj.ElfWriter: bytes
 * </pre>
 *
 * <p>Instructions are rows of the emulator's table ({@link fastpath.emulator.isa.Isa}); no mnemonic
 * is named in this package.
 *
 * <h2>Relaxation</h2>
 *
 * <p>{@code SectionLayout} starts with the shortest form of every branch and enlarges those that do
 * not reach, until nothing changes. A branch never shrinks again, so that the loop ends; for other
 * sizes that depend on the layout, such as {@code .uleb128} and {@code .fill}, the number of passes
 * is bounded.
 *
 * <h2>Directives</h2>
 *
 * <p>{@code Directives} dispatches: sections and assignments itself, contents to {@code
 * ContentDirectives}, symbols to {@code SymbolDirectives}, frames to {@code CfiDirectives}, lines
 * to {@code LocationDirectives}. A directive of GNU as that is missing is refused by name, with
 * what to write in its place where there is something ({@code LeftOutDirectives}).
 */
package fastpath.codegen.asm;

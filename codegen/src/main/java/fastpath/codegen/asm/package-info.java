/**
 * Assembly: the model of a file, parsing and printing of its text, and assembly to an object. The
 * reference is GNU as 2.40: the same text yields the same bytes, relocations and symbols, and
 * {@code GnuAsCrossCheckTest} and {@code DirectivesTest} compare them.
 *
 * <h2>The model</h2>
 *
 * <p>An {@link fastpath.codegen.asm.AsmFile} has {@link fastpath.codegen.asm.Section}s of {@link
 * fastpath.codegen.asm.Item}s: instructions, labels, data, space, alignment, and {@link
 * fastpath.codegen.asm.Cfi} directives. An {@link fastpath.codegen.asm.AsmSymbol} has the
 * attributes that directives set for a name. A {@link fastpath.codegen.asm.Term} is an expression
 * as written; a {@link fastpath.codegen.asm.RelocatableExpr} is an expression that a relocation can
 * carry.
 *
 * <h2>From text to an object</h2>
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
 * <p>{@code SectionLayout} starts with the short form of every branch and gives the long form to
 * branches that do not reach their target, until nothing changes. A branch never becomes short
 * again, so that relaxation ends; for other sizes that depend on the layout, such as {@code
 * .uleb128} and {@code .fill}, the number of passes is bounded.
 *
 * <h2>Directives</h2>
 *
 * <p>{@code Directives} handles sections and assignments itself; contents are handled by {@code
 * ContentDirectives}, symbols by {@code SymbolDirectives}, frames by {@code CfiDirectives}, and
 * lines by {@code LocationDirectives}. A directive of GNU as that is not supported is rejected by
 * name, with a replacement if there is one ({@code LeftOutDirectives}).
 */
package fastpath.codegen.asm;

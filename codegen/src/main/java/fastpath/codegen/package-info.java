/**
 * A compiler from C to x86-64 objects. {@link fastpath.codegen.Compiler} is the interface; {@link
 * fastpath.codegen.OwnCompiler} is our compiler, and {@link fastpath.codegen.GccCompiler} runs gcc
 * or clang with the kernel's flags. All three write ELF objects with call frame information and
 * DWARF.
 *
 * <h2>The pipeline of our compiler</h2>
 *
 * <p>{@code OwnCompiler.assembly} lists the stages in order, and each stage is a package. {@code
 * fastpath compile --dump STAGE} prints what a stage made.
 *
 * <pre>
 * Source      package source    a file's name and text, and where headers are
 *   | pp      Preprocessor      characters to tokens; includes, macros, conditional groups
 * List of Token
 *   | c       Parser            tokens to typed syntax trees; errors are reported here
 * Unit
 *   | lower   ModuleLowering    syntax trees to basic blocks; each local variable has a stack slot
 * Module      package ir        functions of basic blocks in SSA form
 *   | pass    Passes            the optimizer
 * Module
 *   | x86     Backend           selection, register allocation, stack frame, block order
 * AsmFile     package asm       sections of instructions, data, labels and directives
 *   | asm     Assembler         encoding, relaxation of branches, unwind tables, line tables
 * ElfWriter   package obj       sections, symbols and relocations to bytes
 * </pre>
 *
 * <p>An assembly file enters at {@code asm}: {@code AsmParser} reads {@code .s}, and a {@code .S}
 * file passes through {@code pp} first. {@code ArchitectureTest} enforces the arrows above: a stage
 * depends only on what it consumes and what it makes, and no stage on the root package.
 *
 * <h2>Errors and limits</h2>
 *
 * <p>An error in the source is a {@link fastpath.codegen.source.CompileException} with file, line
 * and column. The preprocessor, the parser and the lowering each report all their errors, at most
 * {@link fastpath.codegen.source.Diagnostics#MOST}, and the first of these stages that has an error
 * ends the compilation. {@link fastpath.codegen.source.Governor} bounds tokens, statements, blocks
 * and time, so that a hostile source also ends with an error of one line.
 *
 * <h2>How a leaf function gets its frame</h2>
 *
 * <p>No stage has a rule about leaf functions. A call clobbers the caller-saved registers ({@code
 * x86.select.CallSelector}); a value that is live across the call conflicts with them ({@code
 * x86.allocate.InterferenceGraph}); the allocator gives the value a callee-saved register or a
 * spill slot ({@code x86.allocate.Colouring}); and {@code x86.finish.FramePlan} saves the
 * callee-saved registers that were allocated. The lab measures this effect of a call, so the effect
 * must result from these stages and not from a special rule.
 */
package fastpath.codegen;

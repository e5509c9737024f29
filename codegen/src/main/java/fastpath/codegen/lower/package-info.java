/**
 * Typed syntax trees to the intermediate representation. {@link
 * fastpath.codegen.lower.ModuleLowering} begins with what other files can name and goes on with
 * what that refers to; the many static functions of headers that nobody uses are never lowered.
 *
 * <h2>What is spelled out here</h2>
 *
 * <ul>
 *   <li>Each local variable and parameter has a stack slot; pass {@code mem2reg} makes SSA values
 *       of them. So lowering need not place a PHI for a variable.
 *   <li>Conversions are ZEXT, SEXT and TRUNC; a comparison yields I1; {@code &amp;&amp;}, {@code
 *       ||} and {@code ?:} are blocks ({@code ConditionLowering}).
 *   <li>A bit-field access is a load, shifts and masks; a store to one is a read-modify-write
 *       ({@code LvalueLowering}).
 *   <li>A struct is memory. Copies are made in pieces of at most eight bytes ({@code CopyPieces})
 *       or by a call of {@code memcpy}.
 *   <li>Arguments and results are placed as the System V ABI says ({@code Abi}, {@code
 *       CallLowering}).
 *   <li>Operands of {@code asm} are resolved to registers, memory and immediates ({@code
 *       AsmLowering}, {@code Constraint}).
 * </ul>
 *
 * <h2>Parts</h2>
 *
 * <p>{@code FunctionLowering} lowers one function and holds the parts: statements, expressions,
 * conditions, lvalues, aggregates, calls, builtins, atomics and {@code asm}, a class each. {@code
 * IrBuilder} appends instructions and folds constants on the spot. {@code GlobalLowering} writes
 * variables of static storage as bytes and relocations.
 *
 * <p>Two builtins stay as calls of their own names, because only inlining can answer them: {@code
 * __builtin_constant_p} and {@code __builtin_object_size}. Package {@code pass} answers them.
 */
package fastpath.codegen.lower;

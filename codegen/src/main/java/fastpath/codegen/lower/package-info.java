/**
 * Lowering: typed syntax trees to the intermediate representation. {@link
 * fastpath.codegen.lower.ModuleLowering} starts with the symbols that other files can refer to and
 * continues with the symbols that these refer to; unused static functions of headers are never
 * lowered.
 *
 * <h2>How C constructs are represented</h2>
 *
 * <ul>
 *   <li>Each local variable and parameter has a stack slot; pass {@code mem2reg} makes SSA values
 *       of them. So lowering need not place a PHI for a variable.
 *   <li>Conversions are ZEXT, SEXT and TRUNC; a comparison yields I1; {@code &amp;&amp;}, {@code
 *       ||} and {@code ?:} are blocks ({@code ConditionLowering}).
 *   <li>A read of a bit-field is a load, shifts and masks; a store to a bit-field is a
 *       read-modify-write ({@code LvalueLowering}).
 *   <li>A struct is held in memory. Copies are made in pieces of at most eight bytes ({@code
 *       CopyPieces}) or by a call of {@code memcpy}.
 *   <li>An object of type {@code __int128} is in memory as a struct is; a computed value is a pair
 *       of words ({@code WideLowering}, {@code WideArithmetic}). Division is C that joins the
 *       module ({@code WideDivision}).
 *   <li>The address of a label is a symbol that an {@code asm} defines at the label. A computed
 *       goto compares its target with these symbols ({@code ComputedGotos}).
 *   <li>Arguments and results are placed as the System V ABI says ({@code Abi}, {@code
 *       CallLowering}).
 *   <li>Operands of {@code asm} are resolved to registers, memory and immediates ({@code
 *       AsmLowering}, {@code Constraint}).
 * </ul>
 *
 * <h2>Parts</h2>
 *
 * <p>{@code FunctionLowering} lowers one function with a class each for statements, expressions,
 * conditions, lvalues, aggregates, calls, builtins, atomics and {@code asm}. {@code IrBuilder}
 * appends instructions and folds operations on constants. {@code GlobalLowering} writes variables
 * with static storage duration as bytes and relocations.
 *
 * <p>Calls of {@code __builtin_constant_p} and {@code __builtin_object_size} may remain, because
 * their values may be known only after inlining. Package {@code pass} replaces these calls by their
 * values.
 */
package fastpath.codegen.lower;

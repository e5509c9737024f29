/**
 * The intermediate representation: functions of basic blocks in SSA form. Package {@code lower}
 * builds it, passes transform it, and instruction selection reads it. {@link
 * fastpath.codegen.ir.IrPrinter} writes and {@link fastpath.codegen.ir.IrParser} reads its text
 * form, in which tests of passes are written; {@link fastpath.codegen.ir.IrInterpreter} executes
 * the representation in tests with random functions.
 *
 * <p>A {@link fastpath.codegen.ir.Module} has functions and globals. An {@link
 * fastpath.codegen.ir.Instr} has an {@link fastpath.codegen.ir.Op}, a {@link
 * fastpath.codegen.ir.Type}, arguments, and an attribute whose type depends on the operation.
 * Values other than instructions are constants, parameters, symbol addresses and undef. Types are
 * integers of 1 to 64 bits; a pointer is I64.
 *
 * <p>The classes are plain mutable data with public fields. Passes keep the invariants that {@link
 * fastpath.codegen.ir.IrVerifier} states, and tests verify them after every pass.
 */
package fastpath.codegen.ir;

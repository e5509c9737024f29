/**
 * The intermediate representation: functions of basic blocks in SSA form. Lowering makes it, passes
 * change it, selection reads it. {@link fastpath.codegen.ir.IrPrinter} and {@link
 * fastpath.codegen.ir.IrParser} are a text form that round-trips, in which passes are tested;
 * {@link fastpath.codegen.ir.IrInterpreter} executes it, which is how random functions are tested.
 *
 * <p>A {@link fastpath.codegen.ir.Module} has functions and globals. An {@link
 * fastpath.codegen.ir.Instr} has an {@link fastpath.codegen.ir.Op}, a {@link
 * fastpath.codegen.ir.Type}, arguments, and an attribute whose type the operation decides. Values
 * that are no instructions are constants, parameters, symbol addresses and undef. Types are
 * integers of 1 to 64 bits; a pointer is I64.
 *
 * <p>Nodes are plain mutable data with public fields. Passes keep the invariants that {@link
 * fastpath.codegen.ir.IrVerifier} states, and tests verify them after every pass.
 */
package fastpath.codegen.ir;

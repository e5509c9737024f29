/**
 * The intermediate representation: functions of basic blocks in SSA form, with a text form that
 * round-trips. Nodes are plain mutable data with public fields; passes keep the invariants that
 * {@link fastpath.codegen.ir.IrVerifier} states.
 */
package fastpath.codegen.ir;

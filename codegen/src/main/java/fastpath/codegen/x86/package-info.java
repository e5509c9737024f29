/**
 * The x86-64 back end. {@link fastpath.codegen.x86.Backend} lists its stages in order:
 *
 * <ol>
 *   <li><em>select</em>: translates SSA form to machine instructions on virtual registers; PHIs
 *       become copies.
 *   <li><em>allocate</em>: coalesces copies, splits live ranges where only a slow path needs a
 *       callee-saved register, colours the interference graph and spills the registers without a
 *       colour.
 *   <li><em>finish</em>: applies peephole rules, sets up the stack frame by {@link
 *       fastpath.codegen.option.FrameStrategy}, orders blocks, and writes the assembly file.
 * </ol>
 *
 * <p>Each stage is a subpackage. All stages work on the machine code of package {@code machine},
 * which also computes liveness and dominators. {@code compile --dump "selected f"}, {@code
 * "allocated f"} and {@code "placed f"} print function f after a stage.
 *
 * <p>The cost model is gcc 12's ({@code allocate.AllocationCosts}), because our code is compared
 * with gcc's; {@code YardstickTest} checks the ratio of executed instructions.
 */
package fastpath.codegen.x86;

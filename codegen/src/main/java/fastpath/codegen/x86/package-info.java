/**
 * The x86-64 back end. {@link fastpath.codegen.x86.Backend} lists its stages in order:
 *
 * <ol>
 *   <li><em>select</em>: SSA form to machine instructions on virtual registers; PHIs become copies.
 *   <li><em>allocate</em>: copies coalesced, live ranges split where only a slow path needs a
 *       callee-saved register, conflicts coloured, the rest spilled.
 *   <li><em>finish</em>: peephole rules, the stack frame by {@link
 *       fastpath.codegen.option.FrameStrategy}, the order of blocks, the assembly file.
 * </ol>
 *
 * <p>Each stage is a package beside this one. All work on the machine code of package {@code
 * machine}, which also has liveness and dominators. {@code compile --dump "selected f"}, {@code
 * "allocated f"} and {@code "placed f"} print function f after a stage.
 *
 * <p>The cost model is gcc 12's ({@code allocate.AllocationCosts}), because gcc's code is the
 * yardstick; {@code YardstickTest} holds the ratio of instructions executed.
 */
package fastpath.codegen.x86;

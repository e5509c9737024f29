/**
 * The optimizer, which works on SSA form. {@link fastpath.codegen.pass.Passes} lists the passes in
 * order, each with the reason for its position. {@code compile --dump PASS} prints the module after
 * a pass.
 *
 * <p>The passes are in {@code rules} (algebraic simplification) and {@code transform} (all others).
 * Package {@code analysis} computes facts about a function, and package {@code edit} has operations
 * that change a function; the decisions are made by the passes.
 *
 * <p>Analyses are computed by the pass that needs them and discarded after the pass, so that no
 * pass has to update another's results. The exceptions are branch weights and block frequencies,
 * which are fields of the function.
 *
 * <p>A pass is tested in three ways: {@code PassesTest} has expected results for small functions,
 * {@code PassesRandomTest} interprets random functions before and after each pass, and with
 * assertions enabled the verifier checks every function after each pass.
 */
package fastpath.codegen.pass;

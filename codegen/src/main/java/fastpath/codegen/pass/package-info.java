/**
 * The optimizer on SSA form. {@link fastpath.codegen.pass.Passes} lists the passes in order, each
 * with the reason why it stands where it does. {@code compile --dump PASS} prints the module after
 * a pass.
 *
 * <p>The passes stand in {@code rules} (algebraic simplification) and {@code transform} (all
 * others). What they look up about a function is in {@code analysis}, and what they share for
 * changing one in {@code edit}; neither of these decides anything.
 *
 * <p>Analyses are computed by the pass that needs them and are dropped with it, so that no pass has
 * to keep another's results up to date. The exceptions are branch weights and block frequencies,
 * which are fields of the function.
 *
 * <p>A pass is tested three ways: {@code PassesTest} has what it makes of a small function, {@code
 * PassesRandomTest} interprets random functions before and after it, and with assertions enabled
 * the verifier looks at every function after it.
 */
package fastpath.codegen.pass;

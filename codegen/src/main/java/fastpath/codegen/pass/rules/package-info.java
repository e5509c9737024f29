/**
 * Algebraic simplification. {@link fastpath.codegen.pass.rules.Simplify} applies the rules until
 * none applies, and removes code that has become dead.
 */
package fastpath.codegen.pass.rules;

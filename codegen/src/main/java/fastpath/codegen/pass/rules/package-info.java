/**
 * Algebraic simplification. {@link fastpath.codegen.pass.rules.Simplify} applies the rules until
 * none fits and removes the code that they leave dead.
 */
package fastpath.codegen.pass.rules;

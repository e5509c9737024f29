/**
 * The optimizer on SSA form. {@link fastpath.codegen.pass.Passes} lists the passes in order. The
 * passes stand in packages rules and transform, what they look up in analysis, and what they share
 * for changing a function in edit.
 */
package fastpath.codegen.pass;

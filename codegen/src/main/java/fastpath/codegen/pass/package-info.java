/** The optimizer: one file a pass, listed in order by {@link fastpath.codegen.pass.Passes}. */
package fastpath.codegen.pass;

/**
 * Operations that change a function and keep valid SSA form: edits of edges, replacement of values,
 * copies of blocks. The passes decide where to apply these operations.
 */
package fastpath.codegen.pass.edit;

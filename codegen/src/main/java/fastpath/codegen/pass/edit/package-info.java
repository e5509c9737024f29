/**
 * Changes to a function that leave it valid SSA form: edges, replaced values, copied blocks. These
 * classes decide nothing; the passes do.
 */
package fastpath.codegen.pass.edit;

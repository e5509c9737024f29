/**
 * Instruction selection: from SSA form to machine instructions on virtual registers. PHIs are
 * replaced by copies in this stage.
 */
package fastpath.codegen.x86.select;

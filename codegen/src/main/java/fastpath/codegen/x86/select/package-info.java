/**
 * Instruction selection: from SSA form to machine instructions on virtual registers. PHIs become
 * copies here.
 */
package fastpath.codegen.x86.select;

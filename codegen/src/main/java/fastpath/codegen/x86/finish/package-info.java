/**
 * The stages after register allocation: peephole rules, block placement, the stack frame, and the
 * assembly file.
 */
package fastpath.codegen.x86.finish;

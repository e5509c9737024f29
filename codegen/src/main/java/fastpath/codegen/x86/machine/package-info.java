/**
 * Machine code before it is encoded: functions, blocks, instructions and operands, and the analyses
 * that every later stage needs, liveness and dominators.
 */
package fastpath.codegen.x86.machine;

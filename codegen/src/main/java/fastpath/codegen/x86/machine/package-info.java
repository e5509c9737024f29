/**
 * Machine code before it is encoded: functions, blocks, instructions and operands, and the analyses
 * liveness and dominators, which all later stages need.
 */
package fastpath.codegen.x86.machine;

/**
 * Data-flow analysis of a function's instructions: definitions and their uses, live registers, and
 * copies.
 */
package fastpath.emulator.dataflow;

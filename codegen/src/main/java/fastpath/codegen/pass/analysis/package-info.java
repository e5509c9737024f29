/**
 * Analyses of a function for the passes: loops, dominance frontiers, def-use chains, side effects,
 * aliases, known bits, branch facts and frequencies.
 */
package fastpath.codegen.pass.analysis;

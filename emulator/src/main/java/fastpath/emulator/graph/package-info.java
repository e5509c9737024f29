/**
 * Algorithms on control-flow graphs whose nodes are numbers: reverse postorder, dominators, back
 * edges and natural loops. The package does not depend on what a node stands for. The compiler and
 * the translator number their own blocks and look up the results by number.
 */
package fastpath.emulator.graph;

/**
 * Algorithms on control-flow graphs whose nodes are numbers: reverse postorder, dominators, back
 * edges and natural loops. The package knows nothing of what a node stands for. The compiler and
 * the translator number their own blocks and read the answers by number.
 */
package fastpath.emulator.graph;

/**
 * Register allocation: coalescing of copies, splitting of live ranges, the interference graph, its
 * colouring, and spill code.
 */
package fastpath.codegen.x86.allocate;

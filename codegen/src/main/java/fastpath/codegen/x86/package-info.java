/**
 * The x86-64 back end: selection of instructions, register allocation, frames, placement of blocks.
 * One file a pass; {@link fastpath.codegen.x86.Backend} lists them in order.
 */
package fastpath.codegen.x86;

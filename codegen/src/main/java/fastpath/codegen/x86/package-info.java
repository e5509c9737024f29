/**
 * The x86-64 back end. {@link fastpath.codegen.x86.Backend} lists its stages in order: select,
 * allocate, finish. Each stage is a package beside this one, and all work on the machine code of
 * package machine.
 */
package fastpath.codegen.x86;

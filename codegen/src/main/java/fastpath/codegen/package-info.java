/**
 * C to x86-64 objects. This package holds the compilers and their options; {@link
 * fastpath.codegen.OwnCompiler} is ours and lists its stages in order. No stage depends on this
 * package.
 */
package fastpath.codegen;

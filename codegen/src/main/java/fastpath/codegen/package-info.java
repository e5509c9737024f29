/** C to x86-64 objects. */
package fastpath.codegen;

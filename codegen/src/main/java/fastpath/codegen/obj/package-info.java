/** ELF64 relocatable objects as values, and their bytes. */
package fastpath.codegen.obj;

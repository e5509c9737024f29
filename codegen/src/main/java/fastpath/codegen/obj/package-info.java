/**
 * ELF64 relocatable objects: their parts as Java objects, and the writer of the file format. An
 * {@link fastpath.codegen.obj.ObjSection} has contents and {@link fastpath.codegen.obj.ObjReloc}s,
 * an {@link fastpath.codegen.obj.ObjSymbol} a place, a binding and a type; {@link
 * fastpath.codegen.obj.ElfWriter} numbers and writes them. The layout is that of GNU as, so that
 * objects of both assemblers can be compared byte by byte: header, contents, symbols, relocations,
 * section names, section headers.
 *
 * <p>This package does not depend on the representation of assembly or instructions. Package {@code
 * asm} decides which sections, symbols and relocations an object has. Objects are read by the
 * emulator (package {@code fastpath.emulator.image}); numbers that both need, such as relocation
 * types, are in {@code fastpath.emulator.elf}.
 *
 * <p>Sources: System V gABI, chapter 4; System V ABI for x86-64, section 4.
 */
package fastpath.codegen.obj;

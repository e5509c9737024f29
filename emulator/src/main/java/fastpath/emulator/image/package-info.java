/**
 * Reads ELF objects and executables, and links them into {@link fastpath.emulator.image.Image}s.
 * {@link fastpath.emulator.image.ObjectFile} reads one file and checks all bounds: a damaged file
 * causes a {@link fastpath.emulator.image.LinkException} that names the file. {@link
 * fastpath.emulator.image.Linker} places sections ({@code Layout}), resolves names ({@code
 * Symbols}) and fills fields ({@code Relocator}).
 *
 * <p>Per-CPU variables ({@code .data..percpu}) are linked at 0, as in the kernel, and the GS base
 * points to the CPU's copy. A symbol that no file defines becomes a trap: an access to the symbol
 * is a fault that names it ({@code UndefinedSymbols}).
 *
 * <p>The package finds the sections of debug information, but does not parse their contents.
 */
package fastpath.emulator.image;

/**
 * ELF objects and executables, linked into {@link fastpath.emulator.image.Image}s. {@link
 * fastpath.emulator.image.ObjectFile} reads one file within bounds: a damaged file is a {@link
 * fastpath.emulator.image.LinkException} that names it. {@link fastpath.emulator.image.Linker}
 * places sections ({@code Layout}), resolves names ({@code Symbols}) and fills fields ({@code
 * Relocator}).
 *
 * <p>Per-CPU variables ({@code .data..percpu}) are linked at 0, as in the kernel, and the GS base
 * points to the CPU's copy. A symbol that no file defines becomes a trap that names it when it is
 * reached ({@code UndefinedSymbols}).
 *
 * <p>The package finds the sections of debug information, but does not read what is in them.
 */
package fastpath.emulator.image;

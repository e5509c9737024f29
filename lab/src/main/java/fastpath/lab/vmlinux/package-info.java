/**
 * Kernels as a distribution ships them. A vmlinuz is unpacked, its symbols are found, and what
 * comes out is an ELF file with a symbol table, which the linker takes like any other. {@link
 * fastpath.lab.vmlinux.RunningKernel} then makes a machine that of an idle CPU. {@link
 * fastpath.lab.vmlinux.LowKernel} moves a kernel to where a process of the host CPU can have it.
 *
 * <p>Formats: the setup header of a bzImage is that of the kernel's
 * Documentation/arch/x86/boot.rst, protocol 2.08 (2.6.26) and later; the payload is compressed by
 * gzip, bzip2, LZMA, XZ, LZO (lzop), LZ4 (legacy frames) or Zstandard. kallsyms is read in the
 * layouts of 2.6.10 to 6.14: absolute addresses (before 4.6, or without KALLSYMS_BASE_RELATIVE),
 * offsets from a base, with or without absolute per-CPU symbols, the offsets before the names (4.6
 * to 6.3) or behind the token index (6.4 on), and names of more than 127 bytes (6.1 on).
 */
package fastpath.lab.vmlinux;

/**
 * Reads kernels in the form in which a distribution ships them. A vmlinuz is unpacked and its
 * symbols are found; the result is an ELF file with a symbol table, which can be linked like any
 * other file. {@link fastpath.lab.vmlinux.RunningKernel} gives a machine the state of an idle CPU
 * of the kernel. {@link fastpath.lab.vmlinux.LowKernel} moves a kernel to an address that a process
 * on the host CPU can map.
 *
 * <p>The setup header of a bzImage is read in boot protocol 2.08 (2.6.26) and later
 * (Documentation/arch/x86/boot.rst of the kernel). The payload is compressed by gzip, bzip2, LZMA,
 * XZ, LZO (lzop), LZ4 (legacy frames) or Zstandard. kallsyms is read in the layouts of 2.6.10 to
 * 6.14. The addresses are absolute (before 4.6, or without KALLSYMS_BASE_RELATIVE), or offsets from
 * a base, with or without absolute per-CPU symbols. The offsets stand before the names (4.6 to 6.3)
 * or behind the token index (6.4 on). Names may have more than 127 bytes (6.1 on).
 */
package fastpath.lab.vmlinux;

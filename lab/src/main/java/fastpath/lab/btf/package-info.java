/**
 * Reads the kernel's own type information in the BPF Type Format (Documentation/bpf/btf.rst of the
 * kernel), and that of its modules: prototypes of functions, and a C header of the types that a
 * source names.
 */
package fastpath.lab.btf;

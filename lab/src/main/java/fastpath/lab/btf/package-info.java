/**
 * Reads the kernel's own type information in the BPF Type Format (Documentation/bpf/btf.rst of the
 * kernel): prototypes of functions, and a C header of the types that a source names.
 */
package fastpath.lab.btf;

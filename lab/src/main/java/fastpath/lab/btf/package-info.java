/**
 * The kernel's types as it carries them itself, in the BPF Type Format (Documentation/bpf/btf.rst
 * of the kernel): prototypes of its functions, and a C header of those types that a source names.
 */
package fastpath.lab.btf;

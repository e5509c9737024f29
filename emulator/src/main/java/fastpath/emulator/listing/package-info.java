/** Disassemblies in the format of objdump. */
package fastpath.emulator.listing;

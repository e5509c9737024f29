/** Disassemblies as objdump prints them. */
package fastpath.emulator.listing;

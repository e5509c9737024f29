/**
 * ELF objects and executables, linked into images; knows of debug information only where its
 * sections are.
 */
package fastpath.emulator.image;

/**
 * Patches a kernel's text as the kernel's boot does on a given CPU: alternatives, return thunks,
 * retpolines, calls of the function tracer, paravirtual calls, static calls. Each patch follows the
 * kernel's arch/x86/kernel/alternative.c and related files, of 6.1 and of 6.12; the tables of the
 * image tell which of the two releases applies. Static keys, SMP locks and the memory that boot
 * sets up stay as they are linked. Static keys depend on what is enabled after boot, and SMP locks
 * are needed with several CPUs.
 */
package fastpath.lab.boot;

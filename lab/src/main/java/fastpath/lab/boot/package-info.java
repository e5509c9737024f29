/**
 * What a kernel's boot makes of its own text, for a CPU that is stated: alternatives, return
 * thunks, retpolines, calls of the function tracer, paravirtual calls, static calls. Each follows
 * the kernel's own arch/x86/kernel/alternative.c and its neighbours, of 6.1 and of 6.12; the tables
 * of the image tell which of the two. Static keys, SMP locks and what boot makes of memory stay as
 * they are linked: the first depend on what is switched on later, the second are for several CPUs.
 */
package fastpath.lab.boot;

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Per-CPU variables: linked at 0 in .data..percpu, reached through %gs, whose base is this CPU's copy.
 */
#ifndef LINUX_PERCPU_H
#define LINUX_PERCPU_H

#include <linux/compiler.h>

#define DECLARE_PER_CPU(type, name)	extern __typeof__(type) name
#define DEFINE_PER_CPU(type, name)	__section(".data..percpu") __typeof__(type) name

#define NR_CPUS	4

/* Where each CPU's copy is, and this CPU's own: what to add to a variable's address. */
extern unsigned long __per_cpu_offset[NR_CPUS];
DECLARE_PER_CPU(unsigned long, this_cpu_off);

/* Another CPU's variable as an lvalue, by that CPU's number. */
#define per_cpu(var, cpu) \
	(*(__typeof__(var) *)((unsigned long)&(var) + __per_cpu_offset[cpu]))

/* The variable as an lvalue: the compiler chooses the instructions, and may use several. */
#define this_cpu_lvalue(var)	(*(__typeof__(var) __seg_gs *)(unsigned long)&(var))

#define this_cpu_read(var)	(*(const volatile __typeof__(var) __seg_gs *)(unsigned long)&(var))
#define this_cpu_write(var, val) \
	(*(volatile __typeof__(var) __seg_gs *)(unsigned long)&(var) = (val))

/*
 * One instruction each: an interrupt on this CPU comes before it or after it. For other CPUs it is a load
 * and a store.
 */
#define this_cpu_add_4(var, val) \
	__asm__ __volatile__("addl %1,%%gs:%0" : "+m" (var) : "ri" (val) : "cc")
#define this_cpu_inc_4(var) \
	__asm__ __volatile__("incl %%gs:%0" : "+m" (var) : : "cc")
#define this_cpu_dec_4(var) \
	__asm__ __volatile__("decl %%gs:%0" : "+m" (var) : : "cc")
#define this_cpu_add_8(var, val) \
	__asm__ __volatile__("addq %1,%%gs:%0" : "+m" (var) : "re" (val) : "cc")

/*
 * For what is constant while one thread runs, such as its own stack: not volatile, and no memory operand,
 * so that a function reads it once however many barriers it has.
 */
#define this_cpu_read_stable_8(var) ({					\
	unsigned long stable__;						\
	__asm__("movq %%gs:%c1,%0" : "=r" (stable__) : "i" (&(var)));	\
	(__typeof__(var))stable__;					\
})

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_IRQFLAGS_H
#define LINUX_IRQFLAGS_H

#include <linux/types.h>

#define X86_EFLAGS_IF	0x200UL

static __always_inline unsigned long native_save_fl(void)
{
	unsigned long flags;

	__asm__ __volatile__("pushfq\n\tpopq %0" : "=rm" (flags) : : "memory");
	return flags;
}

static __always_inline void local_irq_disable(void)
{
	__asm__ __volatile__("cli" : : : "memory");
}

static __always_inline void local_irq_enable(void)
{
	__asm__ __volatile__("sti" : : : "memory");
}

/* Nothing comes between the two: an interrupt ends the halt. */
static __always_inline void safe_halt(void)
{
	__asm__ __volatile__("sti\n\thlt" : : : "memory");
}

static __always_inline unsigned long local_irq_save(void)
{
	unsigned long flags = native_save_fl();

	local_irq_disable();
	return flags;
}

static __always_inline void local_irq_restore(unsigned long flags)
{
	__asm__ __volatile__("pushq %0\n\tpopfq" : : "rm" (flags) : "memory", "cc");
}

static __always_inline bool irqs_disabled(void)
{
	return !(native_save_fl() & X86_EFLAGS_IF);
}

#endif

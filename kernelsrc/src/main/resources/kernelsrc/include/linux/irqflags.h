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

static __always_inline bool irqs_disabled(void)
{
	return !(native_save_fl() & X86_EFLAGS_IF);
}

#endif

// SPDX-License-Identifier: Apache-2.0
/* Work that an interrupt leaves for when interrupts are on again. */
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/sched.h>

DEFINE_PER_CPU(u32, softirq_pending) = 0;

static void (*actions[NR_SOFTIRQS])(void);

void open_softirq(unsigned int number, void (*action)(void))
{
	actions[number] = action;
}

void raise_softirq_irqoff(unsigned int number)
{
	this_cpu_write(softirq_pending, this_cpu_read(softirq_pending) | 1U << number);
}

bool local_softirq_pending(void)
{
	return this_cpu_read(softirq_pending) != 0;
}

/* With interrupts off, on for the actions, and off again. */
static void __do_softirq(void)
{
	unsigned int number;
	u32 pending;

	preempt_count_add(SOFTIRQ_OFFSET);
	while ((pending = this_cpu_read(softirq_pending))) {
		this_cpu_write(softirq_pending, 0);
		local_irq_enable();
		for (number = 0; number < NR_SOFTIRQS; number++)
			if (pending >> number & 1 && actions[number])
				actions[number]();
		local_irq_disable();
	}
	preempt_count_sub(SOFTIRQ_OFFSET);
}

void do_softirq(void)
{
	unsigned long flags;

	if (in_interrupt())
		return;
	flags = local_irq_save();
	if (local_softirq_pending())
		__do_softirq();
	local_irq_restore(flags);
}

void local_bh_enable(void)
{
	debug_preempt_sub(SOFTIRQ_DISABLE_OFFSET);
	barrier();
	/* All but one: until the softirqs have run, only preemption is to stay off. */
	preempt_count_sub(SOFTIRQ_DISABLE_OFFSET - 1);
	if (unlikely(!in_interrupt() && local_softirq_pending()))
		do_softirq();
	preempt_count_dec();
	preempt_check_resched();
}

void irq_enter(void)
{
	preempt_count_add(HARDIRQ_OFFSET);
}

void irq_exit(void)
{
	preempt_count_sub(HARDIRQ_OFFSET);
	if (!in_interrupt() && local_softirq_pending())
		__do_softirq();
}

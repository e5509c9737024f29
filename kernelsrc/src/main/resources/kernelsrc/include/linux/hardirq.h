/* SPDX-License-Identifier: Apache-2.0 */
/* In which context we are is told by the parts of the count above preempt_disable()'s. */
#ifndef LINUX_HARDIRQ_H
#define LINUX_HARDIRQ_H

#include <linux/preempt.h>

#define hardirq_count()		(preempt_count() & HARDIRQ_MASK)
#define softirq_count()		(preempt_count() & SOFTIRQ_MASK)
#define irq_count()		(preempt_count() & (HARDIRQ_MASK | SOFTIRQ_MASK | NMI_OFFSET))

#define in_irq()		hardirq_count()
#define in_softirq()		softirq_count()
#define in_interrupt()		irq_count()
#define in_nmi()		(preempt_count() & NMI_OFFSET)

/* A softirq runs; where softirqs are only held off the count is by a multiple of twice as much. */
#define in_serving_softirq()	(softirq_count() & SOFTIRQ_OFFSET)

/* PREEMPT_ACTIVE alone does not keep a thread from sleeping: the scheduler is under way already. */
#define in_atomic()		((preempt_count() & ~PREEMPT_ACTIVE) != 0)

void irq_enter(void);

/* Runs the softirqs that are pending, unless the interrupt came while they are held off. */
void irq_exit(void);

static __always_inline void nmi_enter(void)
{
	preempt_count_add(NMI_OFFSET + HARDIRQ_OFFSET);
}

static __always_inline void nmi_exit(void)
{
	preempt_count_sub(NMI_OFFSET + HARDIRQ_OFFSET);
}

#endif

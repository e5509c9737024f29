// SPDX-License-Identifier: Apache-2.0
/*
 * One CPU idles: it has polled its flag for a while, and is to halt until an interrupt comes. Another CPU
 * sets the flag just then. Halted with the flag set and no interrupt on its way, it would not reschedule.
 *
 *   fastpath litmus idle.c --config V5
 */
#include <lab_context.h>
#include <lab_sched.h>

/* As the idle thread is found: preemption off, and polling. */
void setup(void)
{
	current->prio = IDLE_PRIO;
	preempt_disable();
	current_set_polling();
}

void P0(void)
{
	if (current_clr_polling_and_test()) {
		set_need_resched();
	} else {
		local_irq_disable();
		while (!need_resched()) {
			safe_halt();
			local_irq_disable();
		}
		local_irq_enable();
	}
	preempt_enable();
}

void P1(void)
{
	resched_cpu(0);
}

/* locations [reschedule_ipis;] exists (schedules=0) */

// SPDX-License-Identifier: Apache-2.0
/*
 * One CPU leaves a region while another says to it that a reschedule is wanted. Then it leaves a second
 * one, and by the end of that must have rescheduled: what it has not seen by then is lost until the next
 * tick. The thread that the reschedule would be for is left out, so that the scheduler comes back to P0.
 *
 *   fastpath litmus wakeup.c --config V3 --witness
 */
#include <lab_context.h>

int woken;

void P0(void)
{
	preempt_disable();
	preempt_enable();
	while (!READ_ONCE(woken))
		;
	preempt_disable();
	preempt_enable();
}

void P1(void)
{
	resched_cpu(0);
	WRITE_ONCE(woken, 1);
}

/* What P0 may go on doing: regions, until one of them or a tick has rescheduled. Returns how many. */
unsigned long until_rescheduled(void)
{
	unsigned long before = READ_ONCE(schedules), regions = 0;

	while (READ_ONCE(schedules) == before) {
		preempt_disable();
		regions++;
		preempt_enable();
	}
	return regions;
}

/* locations [__preempt_count;] exists (schedules=0) */

// SPDX-License-Identifier: Apache-2.0
/*
 * One CPU idles and looks at its flag all the time, until another CPU has set it.
 *
 *   fastpath litmus polling.c --config V5
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
	while (!test_thread_flag(TIF_NEED_RESCHED))
		;
	if (current_clr_polling_and_test())
		set_need_resched();
	preempt_enable();
}

void P1(void)
{
	resched_cpu(0);
}

/* locations [reschedule_ipis;] exists (schedules=0) */

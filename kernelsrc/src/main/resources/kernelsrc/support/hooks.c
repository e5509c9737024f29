// SPDX-License-Identifier: Apache-2.0
/* What the lab asks for, of one thread or of several. */
#include <lab.h>
#include <linux/sched.h>

extern unsigned long slow_path_calls, schedules;

int lab_need_resched(void)
{
	return tif_need_resched();
}

int lab_preempt_count(void)
{
	return preempt_count();
}

unsigned long lab_slow_path_calls(void)
{
	return slow_path_calls;
}

unsigned long lab_schedules(void)
{
	return schedules;
}

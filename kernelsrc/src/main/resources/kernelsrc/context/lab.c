// SPDX-License-Identifier: Apache-2.0
/* The lab's hooks where there are several threads. */
#include <lab.h>
#include <lab_sched.h>

extern unsigned long slow_path_calls, schedules;

void lab_set_need_resched(int on)
{
	if (on) {
		set_tsk_thread_flag(current, _TIF_NEED_RESCHED);
		set_need_resched();
	} else {
		clear_tsk_thread_flag(current, _TIF_NEED_RESCHED);
		clear_need_resched();
	}
}

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

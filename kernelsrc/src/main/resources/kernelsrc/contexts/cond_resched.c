// SPDX-License-Identifier: Apache-2.0
/*
 * @name   cond-resched
 * @title  whether cond_resched() has given way, and says so
 * @call   try_cond_resched
 * @setup  cond_resched_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  an interrupt's return would bring the recorded wake-up forward
 * @expect none voluntary: 1W23 0 0 1 0 = 0x0 u32
 * @expect all: 12W3 0 0 0 0 = 0x0 u32
 * @why    Where the kernel preempts nowhere else it gives way to who has been woken, once; not where
 *         PREEMPT_ACTIVE says that a reschedule is under way. Where it preempts anyway it does nothing.
 */
#include <lab_worker.h>

void cond_resched_setup(unsigned long args[6])
{
	(void)args;
	start_worker();
}

int try_cond_resched(void)
{
	lab_value(cond_resched());
	preempt_disable();
	wake_up_process(worker);
	preempt_enable_no_resched();
	preempt_count_add(PREEMPT_ACTIVE);
	lab_value(cond_resched());
	preempt_count_sub(PREEMPT_ACTIVE);
	lab_trace('1');
	lab_value(cond_resched());
	lab_trace('2');
	lab_value(cond_resched());
	schedule();
	lab_trace('3');
	return lab_preempt_count();
}

// SPDX-License-Identifier: Apache-2.0
/*
 * @name   ipi
 * @title  a reschedule IPI that has nothing to say
 * @call   ipi
 * @setup  ipi_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect V6c: 12i3W4 1 = 0x0 u32
 * @expect full: 12iW34 0 = 0x0 u32
 * @expect lazy: 12i3W4 0 = 0x0 u32
 * @expect all: 12i3W4 1 = 0x0 u32
 * @why    Its handler copies what is wanted at once to where it is tested, and nothing else: what a lazy
 *         kernel lets wait for the tick goes on waiting.
 */
#include <lab_worker.h>

void ipi_setup(unsigned long args[6])
{
	(void)args;
	start_worker();
}

int ipi(void)
{
	lab_trace('1');
	preempt_disable();
	wake_up_process(worker);
	lab_trace('2');
	lab_interrupt(RESCHEDULE_VECTOR);
	lab_trace('i');
	preempt_enable();
	lab_trace('3');
	lab_value(lab_need_resched());
	schedule();
	lab_trace('4');
	return lab_preempt_count();
}

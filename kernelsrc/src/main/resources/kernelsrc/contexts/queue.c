// SPDX-License-Identifier: Apache-2.0
/*
 * @name   queue
 * @title  who is next: the preempted thread, its equals, and a wake-up that makes nobody wait
 * @call   queue
 * @setup  queue_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  an interrupt's return would bring the recorded wake-ups forward
 * @expect V6c: 12Wb3 0 1 0 1 = 0x0 u32
 * @expect full: 1W2b3 0 1 0 1 = 0x0 u32
 * @expect lazy: 12Wb3 0 0 1 0 = 0x0 u32
 * @expect all: 12Wb3 0 1 0 1 = 0x0 u32
 * @why    Who is preempted goes on before its equals, since its turn is not over; who gives way goes behind
 *         them. To wake an equal wakes nobody who may preempt, and a wish lies wherever it is looked for.
 */
#include <lab_sched.h>
#include <lab_worker.h>

static struct task_struct *equal;

static void be_equal(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('b');
	}
}

void queue_setup(unsigned long args[6])
{
	(void)args;
	start_worker();
	equal = kthread_run(be_equal, NULL, DEFAULT_PRIO);
	schedule();
}

int queue(void)
{
	preempt_disable();
	wake_up_process(equal);
	lab_value(lab_need_resched() || test_thread_flag(TIF_NEED_RESCHED)
		  || test_thread_flag(TIF_NEED_RESCHED_LAZY));
	lab_trace('1');
	wake_up_process(worker);
	lab_value(test_thread_flag(TIF_NEED_RESCHED));
	lab_value(test_thread_flag(TIF_NEED_RESCHED_LAZY));
	lab_value(lab_need_resched());
	/* Preempted here, if at all. */
	preempt_enable();
	lab_trace('2');
	schedule();
	lab_trace('3');
	return lab_preempt_count();
}

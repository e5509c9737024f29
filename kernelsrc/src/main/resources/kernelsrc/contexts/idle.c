// SPDX-License-Identifier: Apache-2.0
/*
 * @name   idle
 * @title  a wake-up by another CPU, while this one idles and while it runs
 * @call   idle
 * @setup  idle_setup
 * @digest lab_digest_trace
 * @region preempt
 * @waits  0x38
 * @expect V6c none voluntary: 1o2o34 1 2 = 0x0 u32
 * @expect CONFIG_NEED_RESCHED_FROM_AFAR: 1o2o3W4 1 1 = 0x0 u32
 * @expect CONFIG_IDLE_POLL: 1o2o3W4 0 1 = 0x0 u32
 * @expect all: 1o2o3W4 1 2 = 0x0 u32
 * @why    Another CPU sets the flag in thread_info. The one that runs learns of it by an interrupt; an
 *         idle loop that polls sees it by itself, and none is sent.
 */
#include <lab_context.h>

static struct task_struct *sleeper, *worker;

static void wake_sleeper(void)
{
	lab_trace('o');
	wake_up_process_from_afar(sleeper);
}

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_trace('W');
		lab_sleep();
	}
}

void idle_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_other_cpu(wake_sleeper);
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

/* The lab sends OTHER_CPU_VECTOR once the CPU idles. */
int idle(void)
{
	sleeper = current;
	lab_trace('1');
	lab_sleep();
	lab_trace('2');
	lab_value(reschedule_ipis);
	sleeper = worker;
	preempt_disable();
	lab_interrupt(OTHER_CPU_VECTOR);
	lab_trace('3');
	preempt_enable();
	lab_trace('4');
	lab_value(reschedule_ipis);
	return lab_preempt_count();
}

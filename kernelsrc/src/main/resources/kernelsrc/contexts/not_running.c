// SPDX-License-Identifier: Apache-2.0
/*
 * @name   not-running
 * @title  threads that sleep, and threads that are preempted
 * @call   not_running
 * @setup  not_running_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect full: W1W2W3 = 0x0 u32
 * @expect V6c: 1W2W3 = 0x0 u32
 * @expect all: 12W3 = 0x0 u32
 * @why    What is left in the count of a thread that another one has taken the CPU from.
 */
#include <lab_context.h>

static struct task_struct *worker, *waiter;

static void wake_worker(struct pt_regs *regs)
{
	(void)regs;
	wake_up_process(worker);
}

static void work(void *unused)
{
	(void)unused;
#ifdef CONFIG_LAB_SLEEP_IN_REGION
	preempt_disable();
#endif
	for (;;) {
		lab_trace('W');
		wake_up_process(waiter);
		lab_sleep();
	}
}

void not_running_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(FIRST_DEVICE_VECTOR, wake_worker);
	waiter = current;
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

int not_running(void)
{
	/* Preempted where a region ends, and where an interrupt returns, if the kernel preempts. */
	preempt_disable();
	lab_interrupt(0x30);
	preempt_enable();
	lab_trace('1');
	lab_interrupt(0x30);
	lab_trace('2');
	/* Of its own will; it says so first, since the worker may run as soon as it is woken. */
	set_current_state(TASK_UNINTERRUPTIBLE);
	wake_up_process(worker);
	schedule();
	lab_trace('3');
	return lab_preempt_count();
}

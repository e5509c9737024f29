// SPDX-License-Identifier: Apache-2.0
/*
 * @name   models
 * @title  when a thread woken inside a region runs, under each model
 * @call   models
 * @setup  models_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect none M6 U6: 1i234W567i8W9 = 0x0 u32
 * @expect voluntary: 1i23W4567i8W9 = 0x0 u32
 * @expect lazy: 1i2345W67i8W9 = 0x0 u32
 * @expect full: 1i2W34567iW89 = 0x0 u32
 * @expect V6c: 1i2345W67iW89 = 0x0 u32
 * @why    Full preemption switches where the region ends, voluntary at might_sleep(), none at
 *         cond_resched(), lazy at the tick, and every one where the thread sleeps.
 */
#include <lab_context.h>
#include <linux/kernel.h>

static struct task_struct *worker, *waiter;

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_trace('W');
		lab_sleep();
	}
}

static void wake_worker(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	wake_up_process(worker);
}

static void wake_waiter(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('j');
	wake_up_process(waiter);
}

void models_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(0x30, wake_worker);
	request_irq(0x31, wake_waiter);
	waiter = current;
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 10);
	/* It runs until it sleeps, here at the latest. */
	schedule();
	lab_trace_init();
}

/* The digits are places that this thread passes; W stands behind that at which the other one ran. */
int models(void)
{
	preempt_disable();
	lab_trace('1');
	lab_interrupt(0x30);
	lab_trace('2');
	preempt_enable();
	lab_trace('3');
	might_sleep();
	lab_trace('4');
	cond_resched();
	lab_trace('5');
	lab_interrupt(LOCAL_TIMER_VECTOR);
	lab_trace('6');
	schedule();
	lab_trace('7');
	lab_interrupt(0x30);
	lab_trace('8');
	schedule();
	lab_trace('9');
	return lab_preempt_count();
}

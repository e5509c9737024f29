// SPDX-License-Identifier: Apache-2.0
/*
 * @name   about-to-sleep
 * @title  a thread that has said it will sleep, and then finds that it need not
 * @call   about_to_sleep
 * @setup  about_to_sleep_setup
 * @digest about_to_sleep_digest
 * @region preempt
 * @expect all: = 0x1 u32
 * @why    Preempted in between it must come back by itself: nobody is left to wake it. That a thread was
 *         preempted is what PREEMPT_ACTIVE tells the scheduler.
 *
 * @name   woken-meanwhile
 * @title  the same, and who preempts it wakes it
 * @call   about_to_sleep
 * @setup  woken_meanwhile_setup
 * @digest about_to_sleep_digest
 * @region preempt
 * @expect all: = 0x1 u32
 * @why    It is queued already: to be woken makes it running, and does not queue it again.
 *
 * @name   queued-already
 * @title  the same, where the interrupt comes in between in every run
 * @call   queued_already
 * @setup  queued_already_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect full: 1iW23 1 = 0x0 u32
 * @expect all: 1i2W3 1 = 0x0 u32
 * @why    A thread that is preempted on its way to sleep stays in the run queue, once: who wakes it there
 *         makes it running and no more. Without preemption it sleeps, and the wake-up queues it.
 */
#include <lab_context.h>

static int ready, waited;

void about_to_sleep_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	ready = 1;
	waited = 0;
}

static struct task_struct *sleeper;

static bool wake_sleeper(long number)
{
	(void)number;
	wake_up_process(sleeper);
	return true;
}

void woken_meanwhile_setup(unsigned long args[6])
{
	about_to_sleep_setup(args);
	sleeper = current;
	request_rival(wake_sleeper);
}

/* As every wait does: the state first, then the look at what is waited for, under its lock. */
int about_to_sleep(void)
{
	int found;

	set_current_state(TASK_INTERRUPTIBLE);
	preempt_disable();
	found = READ_ONCE(ready);
	preempt_enable();
	if (!found) {
		waited++;
		schedule();
	}
	set_current_state(TASK_RUNNING);
	return found;
}

unsigned long about_to_sleep_digest(unsigned long result)
{
	return lab_mix(result, waited);
}

static void wake_the_sleeper(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('W');
		lab_value(wake_up_process(sleeper));
	}
}

static struct task_struct *waker;

static void wake_waker(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	wake_up_process(waker);
}

void queued_already_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(0x30, wake_waker);
	sleeper = current;
	waker = kthread_run(wake_the_sleeper, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

int queued_already(void)
{
	set_current_state(TASK_INTERRUPTIBLE);
	lab_trace('1');
	lab_interrupt(0x30);
	lab_trace('2');
	schedule();
	lab_trace('3');
	return lab_preempt_count();
}

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

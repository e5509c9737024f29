// SPDX-License-Identifier: Apache-2.0
/* The lab's hooks where there are several threads. */
#include <lab_context.h>
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

/* Two threads more urgent than the one under test, the second more than the first. */
static struct task_struct *rivals[2];

unsigned long lab_rival_runs[2], lab_rival_faults;

/* Whatever it interrupted, a thread that has just been woken finds itself in no context but its own. */
static void rival(void *arg)
{
	long number = (long)arg;

	for (;;) {
		lab_sleep();
		lab_rival_runs[number]++;
		if (preempt_count() || irqs_disabled() || current != rivals[number])
			lab_rival_faults++;
	}
}

static void wake_rival(struct pt_regs *regs)
{
	wake_up_process(rivals[regs->orig_ax - LAB_RIVAL_VECTOR]);
}

void lab_start_rivals(void)
{
	long i;

	for (i = 0; i < 2; i++) {
		request_irq(LAB_RIVAL_VECTOR + i, wake_rival);
		rivals[i] = kthread_run(rival, (void *)i, DEFAULT_PRIO - 10 * (i + 1));
	}
	lab_rival_runs[0] = 0;
	lab_rival_runs[1] = 0;
	lab_rival_faults = 0;
	schedule();
}

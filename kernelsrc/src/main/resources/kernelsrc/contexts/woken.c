// SPDX-License-Identifier: Apache-2.0
/*
 * @name   woken
 * @title  what a wake-up says of a thread that sleeps, waits for the CPU, runs, is about to sleep, or is dead
 * @call   woken
 * @setup  woken_setup
 * @digest lab_digest_trace
 * @region none
 * @alone  an interrupt's return would bring the recorded wake-ups forward
 * @expect all: WpWtWaWsc. 1 0 1 0 1 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 0 0 0 = 0x0 u32
 * @why    A wake-up has woken whoever slept or was about to, and nobody else: who runs or is to run already
 *         runs no sooner for it.
 */
#include <lab_worker.h>
#include <lab_sched.h>
#include <linux/wait.h>

static struct task_struct *dead;

static void die(void *unused)
{
	(void)unused;
}

void woken_setup(unsigned long args[6])
{
	(void)args;
	start_worker();
	dead = kthread_run(die, NULL, DEFAULT_PRIO - 1);
	schedule();
}

static int with_interrupts_off(struct task_struct *task)
{
	int woken;

	preempt_disable();
	local_irq_disable();
	woken = try_to_wake_up(task);
	local_irq_enable();
	preempt_enable_no_resched();
	return woken;
}

/* Twice a thread that sleeps, as long as it does not get the CPU. */
#define TWICE(what, wake) do {			\
	preempt_disable();			\
	lab_value(wake(worker));		\
	lab_value(wake(worker));		\
	preempt_enable();			\
	schedule();				\
	lab_trace(what);			\
} while (0)

/* The running thread, about to sleep and not; and a dead one. */
#define ITSELF(wake) do {			\
	lab_value(wake(current));		\
	set_current_state(TASK_INTERRUPTIBLE);	\
	lab_value(wake(current));		\
	lab_value(current->state);		\
} while (0)

int woken(void)
{
	TWICE('p', wake_up_process);
	TWICE('t', with_interrupts_off);
	TWICE('a', wake_up_process_from_afar);
	TWICE('s', wake_up_state);
	ITSELF(wake_up_process);
	ITSELF(with_interrupts_off);
	ITSELF(wake_up_process_from_afar);
	ITSELF(wake_up_state);
	lab_trace('c');
	lab_value(wake_up_process(dead));
	lab_value(with_interrupts_off(dead));
	lab_value(wake_up_process_from_afar(dead));
	lab_value(wake_up_state(dead));
	lab_trace('.');
	return lab_preempt_count() + lab_need_resched();
}

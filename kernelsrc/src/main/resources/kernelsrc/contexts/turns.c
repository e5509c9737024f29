// SPDX-License-Identifier: Apache-2.0
/*
 * @name   turns
 * @title  six threads of three priorities under a timer
 * @call   turns
 * @setup  turns_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  it has as many threads as there can be, and the interrupts need two more
 * @waits  0x30
 * @expect lazy: <cccdddCDaaabbbABeeeE>i! = 0x0 u32
 * @expect all: <ccddcCdDaabbaAbBeeeE>i! = 0x0 u32
 * @why    The most urgent that can run does; those of one priority take turns of two ticks; nobody of a
 *         lower one runs before they sleep, and when all sleep the CPU idles until an interrupt.
 */
#include <lab_context.h>

#define NR_WORKERS	5

static struct task_struct *workers[NR_WORKERS], *waiter;
static int running;

/* Three ticks' work each. */
static void work(void *arg)
{
	int number = (int)(long)arg, i;

	for (i = 0; i < 3; i++) {
		lab_trace('a' + number);
		lab_interrupt(LOCAL_TIMER_VECTOR);
		cond_resched();
	}
	lab_trace('A' + number);
	if (--running == 0)
		wake_up_process(waiter);
}

static void device(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	wake_up_process(waiter);
}

void turns_setup(unsigned long args[6])
{
	long i;

	(void)args;
	lab_boot();
	request_irq(0x30, device);
	waiter = current;
	running = NR_WORKERS;
	preempt_disable();
	/* c and d before a and b, and these before e. */
	for (i = 0; i < NR_WORKERS; i++)
		workers[i] = kthread_run(work, (void *)i, DEFAULT_PRIO + (i < 2 ? 2 : i < 4 ? 1 : 3));
	preempt_enable();
}

int turns(void)
{
	lab_trace('<');
	lab_sleep();
	lab_trace('>');
	/* Nobody is left; only an interrupt ends this. */
	lab_sleep();
	lab_trace('!');
	return lab_preempt_count();
}

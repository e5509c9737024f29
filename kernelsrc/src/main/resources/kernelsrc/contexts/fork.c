// SPDX-License-Identifier: Apache-2.0
/*
 * @name   fork
 * @title  a thread's first and last instructions
 * @call   fork_and_exit
 * @setup  fork_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  an interrupt's return would bring the recorded wake-ups forward
 * @expect full: 1CW23x 0 0 0 0 2 0 0 0 1 1 0 3 0 = 0x0 u32
 * @expect V1 V1b V2 RF C16 CT CG: 1CW23x 0 0 0 0 2 0 0 0 1 2 0 3 0 = 0x0 u32
 * @expect all: 1C2W3x 0 0 0 0 2 0 0 0 1 0 0 2 0 = 0x0 u32
 * @expect V6c: 1C2W3x 0 0 0 0 2 0 0 0 1 0 0 2 0 = 0x0 u32
 * @why    Boot leaves no reschedule wanted and no part of the count. A new thread begins with preemption
 *         on and nothing wanted, after one switch; one that has ended is never woken again.
 */
#include <lab_context.h>
#include <linux/irqflags.h>

static struct task_struct *child;

static void live(void *arg)
{
	lab_trace('W');
	lab_value(preempt_count());
	lab_value(need_resched());
	lab_value(irqs_disabled());
	lab_value(schedules);
	lab_value(lab_slow_path_calls());
	/* As the ABI has it where a function is entered. */
	lab_value(((unsigned long)__builtin_frame_address(0) & 15) + (unsigned long)arg);
}

void fork_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
}

int fork_and_exit(void)
{
	lab_trace('1');
	lab_value(preempt_count());
	lab_value(need_resched());
	lab_value(schedules);
	lab_value(lab_slow_path_calls());
	preempt_disable();
	child = kthread_run(live, NULL, DEFAULT_PRIO - 1);
	lab_value(child->pid);
	lab_trace('C');
	preempt_enable();
	lab_trace('2');
	schedule();
	lab_trace('3');
	lab_value(schedules);
	lab_value(wake_up_process(child));
	lab_trace('x');
	return lab_preempt_count() + lab_need_resched();
}

// SPDX-License-Identifier: Apache-2.0
/*
 * @name   switching
 * @title  what a thread's count is while another one runs
 * @call   switching
 * @setup  switching_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect V1 V1b V2 V3 RF CA CG C16 CT SL SC SG SM: AiBjCbjCbaiaBjCbjCba 0 10000001 1 0 1 0 0 1 0 1 0 10000001 1 0 1 0 0 1 0 = 0x0 u32
 * @expect V6c: AiBjbjCbaiaa 0 200001 1 0 0 1 0 1 0 = 0x0 u32
 * @expect full: AiBjCbjCbaiaBjCbjCba 0 200001 1 0 1 0 0 1 0 1 0 200001 1 0 1 0 0 1 0 = 0x0 u32
 * @expect !CONFIG_PREEMPT_COUNT: Aiaiaa 0 0 0 = 0x0 u32
 * @expect all: Aiaiaa 0 1 0 = 0x0 u32
 * @why    A thread that is preempted takes PREEMPT_ACTIVE with it and gets it back; the next one begins
 *         without, and can be preempted itself. Wherever the count lives, nobody sees another's.
 */
#include <lab_context.h>
#include <lab_sched.h>

static struct task_struct *first, *second, *third;

static void wake_second(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	wake_up_process(second);
}

static void wake_third(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('j');
	wake_up_process(third);
}

/* Preempted by the third while the first is preempted by it. */
static void second_thread(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('B');
		lab_value(preempt_count());
		lab_value(task_preempt_count(first));
		preempt_disable();
		lab_interrupt(0x31);
		lab_value(preempt_count());
		preempt_enable();
		lab_trace('b');
		lab_value(preempt_count());
		lab_interrupt(0x31);
		lab_trace('b');
	}
}

static void third_thread(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('C');
		lab_value(preempt_count());
		preempt_disable();
		lab_value(preempt_count());
		preempt_enable();
	}
}

void switching_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	first = current;
	request_irq(0x30, wake_second);
	request_irq(0x31, wake_third);
	second = kthread_run(second_thread, NULL, DEFAULT_PRIO - 1);
	third = kthread_run(third_thread, NULL, DEFAULT_PRIO - 2);
	schedule();
	lab_trace_init();
}

int switching(void)
{
	lab_trace('A');
	lab_interrupt(0x30);
	lab_trace('a');
	lab_value(preempt_count());
	preempt_disable();
	lab_interrupt(0x30);
	lab_trace('a');
	lab_value(preempt_count());
	preempt_enable();
	lab_trace('a');
	lab_value(preempt_count());
	return lab_preempt_count();
}

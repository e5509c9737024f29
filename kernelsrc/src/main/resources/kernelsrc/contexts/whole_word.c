// SPDX-License-Identifier: Apache-2.0
/*
 * @name   whole-word
 * @title  each part of the count alone, while another thread is wanted
 * @call   whole_word
 * @setup  whole_word_setup
 * @digest lab_digest_trace
 * @region preempt
 * @needs  CONFIG_PREEMPT
 * @alone  it raises the parts of the count by hand
 * @expect CDn CDv V6c: p.s.h.n.a.- = 0x0 u32
 * @expect CL: p.s.h.n.a.- = 0x0 u32
 * @expect all: p.Ws.Wh.Wn.Wa.W-W = 0x0 u32
 * @why    The word as a whole is compared with zero: whichever part is not zero keeps the other thread
 *         away, and once it is back nothing does.
 */
#include <lab_context.h>

static struct task_struct *worker;

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('W');
	}
}

void whole_word_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

static noinline void raise(char part, int offset)
{
	preempt_count_add(offset);
	lab_trace(part);
	wake_up_process(worker);
	preempt_disable();
	preempt_enable();
	lab_trace('.');
	preempt_count_sub(offset);
	preempt_check_resched();
}

int whole_word(void)
{
	raise('p', PREEMPT_OFFSET);
	raise('s', SOFTIRQ_OFFSET);
	raise('h', HARDIRQ_OFFSET);
	raise('n', NMI_OFFSET);
	raise('a', PREEMPT_ACTIVE);
	lab_trace('-');
	wake_up_process(worker);
	return lab_preempt_count();
}

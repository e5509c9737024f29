// SPDX-License-Identifier: Apache-2.0
/*
 * @name   debug-preempt
 * @title  regions without end, and ends without a region
 * @call   debug_preempt
 * @setup  debug_preempt_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  it leaves regions that it has not entered, on purpose
 * @expect CG: .o..uu.u.u. 1 f5 1 0 1 ffffffff 200 1 1 200 = 0x0 u32
 * @expect CGp: .o..uo.u.u. 1 f5 1 0 1 7fffffff 200 1 1 200 = 0x0 u32
 * @expect all: ...... = 0x0 u32
 * @why    DEBUG_PREEMPT reports the regions that come near the end of their eight bits, and the change
 *         that would take the count below zero, or out of the softirqs' bits.
 */
#include <lab_context.h>
#include <linux/hardirq.h>

static void report(void)
{
#ifdef CONFIG_DEBUG_PREEMPT
	unsigned int i;

	for (i = 0; i < lab_nr_preempt_reports; i++) {
		lab_trace(lab_preempt_reports[i].what == LAB_PREEMPT_OVERFLOW ? 'o' : 'u');
		lab_value(lab_preempt_reports[i].val);
		lab_value(lab_preempt_reports[i].count);
	}
	lab_nr_preempt_reports = 0;
#endif
	lab_trace('.');
}

void debug_preempt_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
}

int debug_preempt(void)
{
	unsigned int i;

	/* As deep as is allowed, and one more. */
	for (i = 0; i < PREEMPT_MASK - 10; i++)
		preempt_disable();
	report();
	preempt_disable();
	report();
	for (i = 0; i < PREEMPT_MASK - 9; i++)
		preempt_enable_no_resched();
	report();
	/* A region ended twice, and softirqs let through twice. */
	preempt_enable_no_resched();
	preempt_disable();
	report();
	preempt_disable();
	local_bh_disable();
	local_bh_enable();
	local_bh_enable();
	preempt_count_add(SOFTIRQ_DISABLE_OFFSET);
	preempt_enable();
	report();
	/* A region that is none, while softirqs are held off: the borrow is theirs. */
	local_bh_disable();
	preempt_enable();
#ifdef CONFIG_PREEMPT_COUNT
	preempt_count_inc();
#endif
	local_bh_enable();
	report();
	return lab_preempt_count();
}

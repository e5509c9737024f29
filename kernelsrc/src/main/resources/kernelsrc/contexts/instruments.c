// SPDX-License-Identifier: Apache-2.0
/*
 * @name   instruments
 * @title  what the lab's own hooks see of a kernel, right and wrong
 * @call   instruments
 * @setup  instruments_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  it has its own rivals
 * @expect all: = 0x0
 * @why    A hook that sees nothing proves nothing: each residue, each fault of a rival and each end of the
 *         record is made, and must be seen.
 */
#include <lab_context.h>
#include <lab_sched.h>

#ifdef CONFIG_PREEMPT_COUNT
#define SEEN_IN_REGION	1
#else
#define SEEN_IN_REGION	0
#endif

extern struct task_struct *lab_rivals[2];

static bool whole;

static bool look(long number)
{
	(void)number;
	return whole;
}

void instruments_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	whole = true;
	request_rival(look);
	lab_start_rivals();
}

#define MUST(bit, condition) do {			\
	if (!(condition))				\
		which |= 1UL << (bit);			\
} while (0)

/* All that a call must leave is zero but one thing at a time. */
#define RESIDUE(bit, make, field, value, undo) do {	\
	make;						\
	lab_look();					\
	MUST(bit, lab_residue.field == (value));	\
	undo;						\
	MUST(bit, clean());				\
} while (0)

static noinline bool clean(void)
{
	const struct lab_residue *left = &lab_residue;

	lab_look();
	return !(left->preempt_count | left->need_resched | left->need_resched_lazy | left->irqs_disabled
		 | left->softirq_pending | left->rcu_nesting | left->rcu_special | left->not_current
		 | left->not_running);
}

static void look_from_elsewhere(void *unused)
{
	(void)unused;
	lab_look();
}

static noinline unsigned long residues(void)
{
	unsigned long which = 0;

	MUST(0, clean());
	RESIDUE(1, preempt_count_add(0x101), preempt_count, 0x101, preempt_count_sub(0x101));
	RESIDUE(2, lab_set_need_resched(1), need_resched, 1, lab_set_need_resched(0));
	RESIDUE(3, set_tsk_thread_flag(current, _TIF_NEED_RESCHED_LAZY), need_resched_lazy, 1,
		clear_tsk_thread_flag(current, _TIF_NEED_RESCHED_LAZY));
	RESIDUE(4, local_irq_disable(), irqs_disabled, 1, local_irq_enable());
	RESIDUE(5, local_bh_disable(); local_irq_disable(); raise_softirq_irqoff(1); local_irq_enable(),
		softirq_pending, 1, local_bh_enable());
	RESIDUE(6, current->rcu_read_lock_nesting = 2, rcu_nesting, 2, current->rcu_read_lock_nesting = 0);
	RESIDUE(7, current->rcu_read_unlock_special = 1, rcu_special, 1, current->rcu_read_unlock_special = 0);
	RESIDUE(8, current->state = TASK_INTERRUPTIBLE, not_running, 1, current->state = TASK_RUNNING);
	kthread_run(look_from_elsewhere, NULL, DEFAULT_PRIO - 1);
	schedule();
	MUST(9, lab_residue.not_current == 1);
	return which;
}

/* A wish is in both places where one is kept, and is taken back from both. */
static noinline unsigned long wishes(void)
{
	unsigned long which = 0;

	lab_set_need_resched(1);
	MUST(16, lab_need_resched() && test_thread_flag(TIF_NEED_RESCHED) && need_resched());
	lab_set_need_resched(0);
	MUST(17, !lab_need_resched() && !test_thread_flag(TIF_NEED_RESCHED) && !need_resched());
	preempt_count_add(3);
	lab_set_need_resched(1);
	MUST(18, lab_preempt_count() == 3);
	lab_set_need_resched(0);
	preempt_count_sub(3);
	return which;
}

/* Each vector wakes its own rival, and leaves a softirq. */
static noinline unsigned long rivals(void)
{
	unsigned long which = 0, softirqs = lab_rival_softirqs;

	MUST(20, lab_rivals[0]->prio == DEFAULT_PRIO - 10 && lab_rivals[1]->prio == DEFAULT_PRIO - 20);
	MUST(21, lab_rival_runs[0] == 0 && lab_rival_runs[1] == 0 && lab_rival_faults == 0);
	MUST(22, lab_rival_torn == 0 && softirqs == 0);
	lab_interrupt(LAB_RIVAL_VECTOR);
	schedule();
	MUST(23, lab_rival_runs[0] == 1 && lab_rival_runs[1] == 0 && lab_rival_softirqs == 1);
	lab_interrupt(LAB_RIVAL_VECTOR + 1);
	schedule();
	MUST(24, lab_rival_runs[0] == 1 && lab_rival_runs[1] == 1 && lab_rival_softirqs == 2);
	lab_interrupt(LAB_AFAR_VECTOR);
	schedule();
	MUST(25, lab_rival_runs[0] == 2 && lab_rival_runs[1] == 1 && lab_rival_softirqs == 2);
	MUST(26, lab_rival_faults == 0 && lab_rival_torn == 0);
	return which;
}

static void run_first(void)
{
	wake_up_process(lab_rivals[0]);
	schedule();
}

/* What a rival finds wrong. */
static noinline unsigned long faults(void)
{
	struct task_struct *first = lab_rivals[0];
	unsigned long which = 0;

	whole = false;
	run_first();
	MUST(32, lab_rival_torn == 1 && lab_rival_faults == 0);
	whole = true;
	run_first();
	MUST(33, lab_rival_torn == 1 && lab_rival_faults == 0);
	lab_rivals[0] = NULL;
	wake_up_process(first);
	schedule();
	lab_rivals[0] = first;
	MUST(34, lab_rival_faults == 1);
	/* This thread is left inside a region. */
	preempt_disable();
	run_first();
	preempt_enable();
	MUST(35, lab_rival_faults == 1 + SEEN_IN_REGION);
	return which;
}

static noinline unsigned long records(void)
{
	unsigned long which = 0, digest, other;
	unsigned int *values = lab_values, i;

	/* No compiler shall know whose end it is. */
	__asm__("" : "+r" (values));
	lab_trace_init();
	digest = lab_digest_trace(1);
	MUST(40, digest != lab_digest_trace(2));
	lab_trace('a');
	other = lab_digest_trace(1);
	MUST(41, digest != other && lab_trace_text[0] == 'a' && lab_trace_text[1] == 0);
	lab_trace_init();
	MUST(42, lab_digest_trace(1) == digest && lab_trace_text[0] == 0);
	for (i = 0; i < LAB_TRACE_SIZE + 5; i++)
		lab_trace(i % 26 + 'a');
	MUST(43, lab_trace_text[LAB_TRACE_SIZE - 2] == (LAB_TRACE_SIZE - 2) % 26 + 'a');
	MUST(44, lab_trace_text[LAB_TRACE_SIZE - 1] == 0);
	other = lab_digest_trace(1);
	lab_trace('.');
	MUST(45, other != lab_digest_trace(1));
	for (i = 0; i < LAB_VALUES + 3; i++)
		lab_value(i + 7);
	MUST(46, lab_values[0] == 7 && lab_values[LAB_VALUES - 1] == LAB_VALUES + 6);
	MUST(47, lab_nr_values == LAB_VALUES + 3 && READ_ONCE(values[LAB_VALUES]) != LAB_VALUES + 7);
	lab_trace_init();
	MUST(48, lab_nr_values == 0);
	return which;
}

#ifdef CONFIG_DEBUG_PREEMPT
/* Of ten reports eight are kept. */
static noinline unsigned long reports(void)
{
	struct lab_preempt_report *all = lab_preempt_reports;
	unsigned long which = 0;
	int i;

	/* No compiler shall know whose end it is. */
	__asm__("" : "+r" (all));
	lab_nr_preempt_reports = 0;
	for (i = 0; i < LAB_PREEMPT_REPORTS + 2; i++)
		debug_preempt_sub(0x5a00 + i);
	MUST(52, lab_nr_preempt_reports == LAB_PREEMPT_REPORTS + 2);
	for (i = 0; i < LAB_PREEMPT_REPORTS; i++)
		MUST(53, all[i].what == LAB_PREEMPT_UNDERFLOW && all[i].val == 0x5a00 + i && all[i].count == 0);
	MUST(54, READ_ONCE(all[LAB_PREEMPT_REPORTS].val) != 0x5a00 + LAB_PREEMPT_REPORTS);
	lab_nr_preempt_reports = 0;
	return which;
}
#else
static unsigned long reports(void)
{
	return 0;
}
#endif

unsigned long instruments(void)
{
	return reports() | residues() | wishes() | rivals() | faults() | records();
}

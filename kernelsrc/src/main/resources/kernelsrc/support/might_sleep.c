// SPDX-License-Identifier: Apache-2.0
/*
 * DEBUG_ATOMIC_SLEEP: who came to where a thread may sleep with preemption off, with interrupts off, or
 * inside a read region. The lab reads the reports.
 */
#include <lab.h>
#include <linux/current.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>

/* Regions of readers that RCU lets be preempted: those of others are in the preempt count. */
static int rcu_preempt_depth(void)
{
#ifdef CONFIG_PREEMPT_RCU
	return current->rcu_read_lock_nesting;
#else
	return 0;
#endif
}

/* The first ones are kept; all are counted. */
struct lab_atomic_sleep lab_atomic_sleeps[LAB_ATOMIC_SLEEPS];
unsigned long lab_atomic_sleep_count;

static noinline __cold void report_atomic_sleep(const char *file, int line)
{
	struct lab_atomic_sleep *report;

	if (lab_atomic_sleep_count < LAB_ATOMIC_SLEEPS) {
		report = &lab_atomic_sleeps[lab_atomic_sleep_count];
		report->file = file;
		report->line = line;
		report->preempt_count = preempt_count();
		report->irqs_disabled = irqs_disabled();
		report->rcu_depth = rcu_preempt_depth();
	}
	lab_atomic_sleep_count++;
}

void __might_sleep(const char *file, int line)
{
	if (unlikely(preempt_count() || irqs_disabled() || rcu_preempt_depth()))
		report_atomic_sleep(file, line);
}

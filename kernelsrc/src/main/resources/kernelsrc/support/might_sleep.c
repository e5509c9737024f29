// SPDX-License-Identifier: Apache-2.0
/* DEBUG_ATOMIC_SLEEP: who came to where a thread may sleep with preemption off. The lab reads the reports. */
#include <lab.h>
#include <linux/kernel.h>

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
	}
	lab_atomic_sleep_count++;
}

void __might_sleep(const char *file, int line)
{
	if (unlikely(preempt_count()))
		report_atomic_sleep(file, line);
}

// SPDX-License-Identifier: Apache-2.0
/* DEBUG_PREEMPT: a count that leaves its bits is reported, where the lab reads it. */
#include <lab_context.h>

struct lab_preempt_report lab_preempt_reports[LAB_PREEMPT_REPORTS];
unsigned int lab_nr_preempt_reports;

static noinline __cold void report(int what, int val)
{
	if (lab_nr_preempt_reports < LAB_PREEMPT_REPORTS) {
		lab_preempt_reports[lab_nr_preempt_reports].what = what;
		lab_preempt_reports[lab_nr_preempt_reports].val = val;
		lab_preempt_reports[lab_nr_preempt_reports].count = preempt_count();
	}
	lab_nr_preempt_reports++;
}

/* Ten below the highest: the next to come would still be reported, and not spill into the softirq bits. */
void debug_preempt_add(int val)
{
	if (preempt_count() < 0)
		report(LAB_PREEMPT_UNDERFLOW, val);
	else if (val < SOFTIRQ_OFFSET && (preempt_count() & PREEMPT_MASK) >= PREEMPT_MASK - 10)
		report(LAB_PREEMPT_OVERFLOW, val);
}

void debug_preempt_sub(int val)
{
	if (val > preempt_count() || (val < SOFTIRQ_OFFSET && !(preempt_count() & PREEMPT_MASK)))
		report(LAB_PREEMPT_UNDERFLOW, val);
}

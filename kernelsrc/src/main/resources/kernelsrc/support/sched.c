// SPDX-License-Identifier: Apache-2.0
/*
 * The slow paths. There is one thread, so a reschedule is the bookkeeping of one: it counts itself and
 * clears the flag. What matters to the caller is real: these are calls, and they leave no caller-saved
 * register as it was.
 */
#include <lab.h>
#include <linux/irqflags.h>
#include <linux/sched.h>

extern unsigned long slow_path_calls, schedules;

/* Fills every register that a callee may change. In assembly, because no compiler would. */
void clobber_caller_saved(void);

static noinline __cold void __schedule(void)
{
	schedules++;
	current->nivcsw++;
	clear_need_resched();
	clobber_caller_saved();
}

/* Of one's own will, or asked to by a voluntary check. */
void schedule(void)
{
	__schedule();
}

/*
 * Asked for by preempt_enable(). PREEMPT_ACTIVE keeps an interrupt that comes while we are in here from
 * asking again.
 */
__cold void preempt_schedule_common(void)
{
	slow_path_calls++;
	if (preempt_count() || irqs_disabled())
		return;
	do {
		preempt_count_add(PREEMPT_ACTIVE);
		__schedule();
		preempt_count_sub(PREEMPT_ACTIVE);
		barrier();
	} while (need_resched());
}

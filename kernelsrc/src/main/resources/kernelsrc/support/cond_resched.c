// SPDX-License-Identifier: Apache-2.0
/* Voluntary preemption: the check out of line, as 3.11 had it, and what a check leads to. */
#include <linux/kernel.h>

extern unsigned long slow_path_calls;

void schedule(void);

#if !defined(CONFIG_NEED_RESCHED_FOLDED) && !defined(CONFIG_COND_RESCHED_INLINE) \
	&& !defined(CONFIG_SHOULD_RESCHED_INLINE)
/* Said to be inline in 3.11, and compiled out of line. */
noinline bool should_resched(void)
{
	return need_resched() && !(preempt_count() & PREEMPT_ACTIVE);
}
#endif

int _cond_resched(void)
{
	if (should_resched()) {
		__cond_resched();
		return 1;
	}
	return 0;
}

__cold void cond_resched_common(void)
{
	slow_path_calls++;
	preempt_count_add(PREEMPT_ACTIVE);
	schedule();
	preempt_count_sub(PREEMPT_ACTIVE);
}

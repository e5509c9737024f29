/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_SCHED_H
#define LINUX_SCHED_H

#include <linux/preempt.h>

struct task_struct {
	int pid;
	int rcu_read_lock_nesting;
	int rcu_read_unlock_special;
	unsigned long nvcsw, nivcsw;
};

DECLARE_PER_CPU(struct task_struct *, current_task);

static __always_inline struct task_struct *get_current(void)
{
	return this_cpu_read_stable_8(current_task);
}

#define current	get_current()

static __always_inline bool need_resched(void)
{
	return unlikely(tif_need_resched());
}

#ifndef CONFIG_NEED_RESCHED_FOLDED
#if defined(CONFIG_COND_RESCHED_INLINE) || defined(CONFIG_SHOULD_RESCHED_INLINE)
static __always_inline bool should_resched(void)
{
	return need_resched() && !(preempt_count() & PREEMPT_ACTIVE);
}
#else
bool should_resched(void);
#endif
#endif

int _cond_resched(void);
void __cond_resched(void);

/* From a place that already knows that a reschedule is due. */
static __always_inline void call_cond_resched(void)
{
#if defined(CONFIG_LAB_NO_SLOW_CALL)
	__asm__ __volatile__("nop" : : : "memory");
#elif defined(CONFIG_COND_RESCHED_THUNK)
	__asm__ __volatile__("call ___cond_resched" : : : "memory", "cc");
#else
	__cond_resched();
#endif
}

#endif

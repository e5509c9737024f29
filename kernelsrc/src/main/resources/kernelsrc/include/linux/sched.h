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

void schedule(void);

#endif

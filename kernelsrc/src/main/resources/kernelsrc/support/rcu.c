// SPDX-License-Identifier: Apache-2.0
/* PREEMPT_RCU's readers. They cost a call each way, which no placement of the preempt count takes back. */
#include <linux/rcupdate.h>
#include <linux/sched.h>

void rcu_read_unlock_special(struct task_struct *task);

/* Preempted inside the region: the reader is on a list, and has to take itself off. */
noinline __cold void rcu_read_unlock_special(struct task_struct *task)
{
	task->rcu_read_unlock_special = 0;
}

#ifndef CONFIG_PREEMPT_RCU_INLINE
void __rcu_read_lock(void)
{
	current->rcu_read_lock_nesting++;
	barrier();
}

void __rcu_read_unlock(void)
{
	struct task_struct *task = current;

	if (task->rcu_read_lock_nesting != 1) {
		task->rcu_read_lock_nesting--;
		return;
	}
	barrier();
	task->rcu_read_lock_nesting = RCU_NESTING_LEAVING;
	barrier();
	if (unlikely(READ_ONCE(task->rcu_read_unlock_special)))
		rcu_read_unlock_special(task);
	barrier();
	task->rcu_read_lock_nesting = 0;
}
#endif

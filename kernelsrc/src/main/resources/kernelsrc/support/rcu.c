// SPDX-License-Identifier: Apache-2.0
/* What a PREEMPT_RCU reader does that is marked as preempted inside its region, where there is one thread. */
#include <linux/rcupdate.h>

/* It would be on a list, and has to take itself off. */
noinline __cold void rcu_read_unlock_special(struct task_struct *task)
{
	task->rcu_read_unlock_special = 0;
}

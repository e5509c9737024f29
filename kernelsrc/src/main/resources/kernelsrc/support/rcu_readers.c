// SPDX-License-Identifier: Apache-2.0
/* PREEMPT_RCU's readers. They cost a call each way, which no placement of the preempt count takes back. */
#include <linux/rcupdate.h>

#ifndef CONFIG_PREEMPT_RCU_INLINE
void __rcu_read_lock(void)
{
	rcu_reader_enter();
}

void __rcu_read_unlock(void)
{
	rcu_reader_leave();
}
#endif

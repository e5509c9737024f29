/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readers. Without PREEMPT_RCU a read region is one where preemption is off, which is the case the
 * article argues about; with it, a region counts its nesting in the task, out of line.
 */
#ifndef LINUX_RCUPDATE_H
#define LINUX_RCUPDATE_H

#include <linux/interrupt.h>
#include <linux/preempt.h>

/* While a reader leaves its outermost region: an interrupt's own region must not take the special path. */
#define RCU_NESTING_LEAVING	(-__INT_MAX__ - 1)

#define rcu_dereference(p)	READ_ONCE(p)
#define rcu_assign_pointer(p, v) do { barrier(); WRITE_ONCE(p, v); } while (0)

#ifdef CONFIG_PREEMPT_RCU

#include <linux/sched.h>

/* Preempted inside the region. */
void rcu_read_unlock_special(struct task_struct *task);

static __always_inline void rcu_reader_enter(void)
{
	current->rcu_read_lock_nesting++;
	barrier();
}

static __always_inline void rcu_reader_leave(void)
{
	struct task_struct *task = current;

#ifdef CONFIG_PREEMPT_RCU_COUNTED_DOWN
	barrier();
	if (--task->rcu_read_lock_nesting)
		return;
	barrier();
	if (unlikely(READ_ONCE(task->rcu_read_unlock_special)))
		rcu_read_unlock_special(task);
#else
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
#endif
}

#endif

#if defined(CONFIG_PREEMPT_RCU_INLINE)

static __always_inline void rcu_read_lock(void)
{
	rcu_reader_enter();
}

static __always_inline void rcu_read_unlock(void)
{
	rcu_reader_leave();
}

#elif defined(CONFIG_PREEMPT_RCU)

void __rcu_read_lock(void);
void __rcu_read_unlock(void);

static __always_inline void rcu_read_lock(void)
{
	__rcu_read_lock();
}

static __always_inline void rcu_read_unlock(void)
{
	__rcu_read_unlock();
}

#else

static __always_inline void rcu_read_lock(void)
{
	preempt_disable();
}

static __always_inline void rcu_read_unlock(void)
{
	preempt_enable();
}

#endif

/* Readers that no flavour of RCU lets be preempted. */
static __always_inline void rcu_read_lock_sched(void)
{
	preempt_disable();
}

static __always_inline void rcu_read_unlock_sched(void)
{
	preempt_enable();
}

/* Readers in whose regions no softirq runs: a part of the count that no flavour lets be preempted. */
static __always_inline void rcu_read_lock_bh(void)
{
	local_bh_disable();
}

static __always_inline void rcu_read_unlock_bh(void)
{
	local_bh_enable();
}

/* Returns when every reader that was inside when it was called has left. One caller at a time. */
void synchronize_rcu(void);

void rcu_init(void);

/* With interrupts off, before the switch. */
void rcu_note_context_switch(void);

#endif

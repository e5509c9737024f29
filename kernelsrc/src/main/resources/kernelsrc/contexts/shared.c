// SPDX-License-Identifier: Apache-2.0
/*
 * @name   shared
 * @title  words that several CPUs change at once
 * @call   shared
 * @setup  shared_setup
 * @digest lab_digest_trace
 * @region none
 * @alone  nothing in it depends on who else runs
 * @expect all: = 0x0
 * @why    On one CPU an instruction is never half done; on several it is, unless it is locked. What lies
 *         in lab_shared is changed by locked instructions only.
 */
#include <lab_context.h>
#include <lab_sched.h>
#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct lab_shared {
	atomic_t counter;
	atomic_long_t wide;
	spinlock_t lock;
	struct mutex mutex;
	u32 count;
	struct task_struct task;
	struct thread_info thread_info;
};

struct lab_shared lab_shared;

void shared_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_shared = (struct lab_shared){ .task.stack = &lab_shared.thread_info };
	lab_shared.mutex.count.counter = 1;
	lab_shared.wide.counter = 1;
#ifdef CONFIG_NEED_RESCHED_FOLDED
	lab_shared.count = NO_RESCHED;
	__per_cpu_offset[1] = (unsigned long)&lab_shared.count - (unsigned long)&__preempt_count;
#endif
}

unsigned long shared(void)
{
	struct lab_shared *all = &lab_shared;
	unsigned long which = 0;
	int old = 2;

	atomic_inc(&all->counter);
	atomic_inc(&all->counter);
	if (!atomic_try_cmpxchg(&all->counter, &old, 7) || !atomic_inc_not_zero(&all->counter))
		which |= 1;
	atomic_dec(&all->counter);
	if (atomic_read(&all->counter) != 7)
		which |= 2;
	if (!atomic_long_inc_not_zero(&all->wide) || atomic_long_read(&all->wide) != 2)
		which |= 4;
	arch_spin_lock(&all->lock);
	if (all->lock.head_tail != 1 << 16)
		which |= 8;
	mutex_lock(&all->mutex);
	if (atomic_read(&all->mutex.count) != 0)
		which |= 16;
	mutex_unlock(&all->mutex);
	set_tsk_thread_flag(&all->task, _TIF_NEED_RESCHED | _TIF_NEED_RESCHED_LAZY);
	if (task_thread_info(&all->task)->flags != (_TIF_NEED_RESCHED | _TIF_NEED_RESCHED_LAZY))
		which |= 32;
	clear_tsk_thread_flag(&all->task, _TIF_NEED_RESCHED);
	if (task_thread_info(&all->task)->flags != _TIF_NEED_RESCHED_LAZY)
		which |= 64;
#ifdef CONFIG_NEED_RESCHED_FOLDED
	set_need_resched_of(1);
	if (READ_ONCE(all->count) != (PREEMPT_NEED_RESCHED ^ NO_RESCHED))
		which |= 128;
#endif
	return which;
}

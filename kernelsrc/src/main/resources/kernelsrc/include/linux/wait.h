/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that wait for something, and how they are woken: under the queue's lock, the thread's, the run queue's. */
#ifndef LINUX_WAIT_H
#define LINUX_WAIT_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct wait_queue_head {
	spinlock_t lock;
	struct list_head task_list;
};

struct wait_queue {
	struct task_struct *task;
	struct list_head task_list;
};

/* There is one CPU, and so one run queue; of the threads that are woken there is one as well. */
static spinlock_t rq_lock, pi_lock;

static noinline int wake_up_state(struct task_struct *task)
{
	unsigned long flags = spin_lock_irqsave(&pi_lock);
	int woken;

	spin_lock(&rq_lock);
	woken = try_to_wake_up(task);
	spin_unlock(&rq_lock);
	spin_unlock_irqrestore(&pi_lock, flags);
	return woken;
}

#endif

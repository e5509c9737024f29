// SPDX-License-Identifier: Apache-2.0
/*
 * Readers and their grace period on one CPU. Where readers cannot be preempted, none is inside while
 * somebody else runs. Where they can, one that is preempted inside its region is put on a list, and takes
 * itself off when it leaves.
 */
#include <lab_sched.h>
#include <linux/list.h>
#include <linux/rcupdate.h>

#if defined(CONFIG_PREEMPT_RCU)

/* Values of rcu_read_unlock_special. */
#define RCU_READ_UNLOCK_BLOCKED	1	/* on the list */
#define RCU_READ_UNLOCK_WAITED	2	/* and a grace period waits for it */

static struct list_head blocked_readers;
static struct task_struct *gp_waiter;
static unsigned int gp_readers;

void rcu_init(void)
{
	INIT_LIST_HEAD(&blocked_readers);
	gp_waiter = NULL;
	gp_readers = 0;
}

noinline __cold void rcu_read_unlock_special(struct task_struct *task)
{
	unsigned long flags = local_irq_save();
	int special = task->rcu_read_unlock_special;

	task->rcu_read_unlock_special = 0;
	if (special)
		list_del(&task->rcu_node_entry);
	if (special & RCU_READ_UNLOCK_WAITED && --gp_readers == 0)
		wake_up_process(gp_waiter);
	local_irq_restore(flags);
	/* The wake-up could not do this, with interrupts off. */
	preempt_check_resched();
}

void rcu_note_context_switch(void)
{
	struct task_struct *task = current;

	if (task->rcu_read_lock_nesting > 0 && !task->rcu_read_unlock_special) {
		task->rcu_read_unlock_special = RCU_READ_UNLOCK_BLOCKED;
		list_add_tail(&task->rcu_node_entry, &blocked_readers);
	} else if (task->rcu_read_lock_nesting < 0 && task->rcu_read_unlock_special) {
		rcu_read_unlock_special(task);
	}
}

void synchronize_rcu(void)
{
	unsigned long flags = local_irq_save();
	struct list_head *at;

	for (at = blocked_readers.next; at != &blocked_readers; at = at->next) {
		list_entry(at, struct task_struct, rcu_node_entry)->rcu_read_unlock_special
			|= RCU_READ_UNLOCK_WAITED;
		gp_readers++;
	}
	gp_waiter = current;
	while (gp_readers) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		local_irq_restore(flags);
		schedule();
		flags = local_irq_save();
	}
	local_irq_restore(flags);
}

#else

/* Times that the CPU was seen outside every region. */
static unsigned long quiescent_states;

void rcu_init(void)
{
	quiescent_states = 0;
}

void rcu_note_context_switch(void)
{
	quiescent_states++;
}

void synchronize_rcu(void)
{
	unsigned long seen = quiescent_states;

	while (seen == READ_ONCE(quiescent_states))
		schedule();
}

#endif

// SPDX-License-Identifier: Apache-2.0
/* The per-CPU data, and the hooks by which the lab sets a scene and looks at it afterwards. */
#include <lab.h>
#include <linux/alternative.h>
#include <linux/irqflags.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

static struct task_struct init_task;

DEFINE_PER_CPU(unsigned long, kernel_stack) = 0;
DEFINE_PER_CPU(struct task_struct *, current_task) = &init_task;
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
/* Inverted, the flag starts as "not wanted"; plain, as zero. */
#ifdef CONFIG_NEED_RESCHED_INVERTED
DEFINE_PER_CPU(u32, __preempt_count) = PREEMPT_NEED_RESCHED;
#else
DEFINE_PER_CPU(u32, __preempt_count) = 0;
#endif
#endif

unsigned long slow_path_calls, schedules;

void lab_boot(void)
{
	struct thread_info *ti;

	this_cpu_write(kernel_stack, (current_stack_pointer | (THREAD_SIZE - 1)) + 1
				     - KERNEL_STACK_OFFSET);
	this_cpu_write(current_task, &init_task);
	init_task.pid = 1;
	init_task.rcu_read_lock_nesting = 0;
	init_task.rcu_read_unlock_special = 0;
	ti = current_thread_info();
	ti->task = &init_task;
	ti->flags = 0;
	ti->status = 0;
	ti->cpu = 0;
	ti->preempt_count = 0;
	ti->addr_limit = USER_DS;
	clear_need_resched();
	preempt_count_sub(preempt_count());
	slow_path_calls = 0;
	schedules = 0;
#if defined(CONFIG_UACCESS_ADDR_LIMIT) || defined(CONFIG_UACCESS_MASKED)
	apply_alternatives();
#endif
}

void lab_set_need_resched(int on)
{
	if (on)
		set_need_resched();
	else
		clear_need_resched();
}

static unsigned long wrong_fields(const struct thread_info *ti)
{
	unsigned long wrong = 0;

	wrong += current != &init_task || current->pid != 1 || ti->task != current;
	wrong += (ti->flags & ~_TIF_NEED_RESCHED) != 0 || ti->status != 0 || ti->cpu != 0;
	wrong += ti->addr_limit != USER_DS;
	wrong += current->rcu_read_lock_nesting != 0 || current->rcu_read_unlock_special != 0;
	return wrong;
}

/*
 * A wish is left alone inside a region and where interrupts are off, and taken back by a reschedule, which is
 * counted.
 */
static unsigned long wrong_reschedule(void)
{
	unsigned long before = schedules, switches = current->nivcsw, wrong = 0;

	lab_set_need_resched(1);
	wrong += !tif_need_resched();
	preempt_disable();
	preempt_disable();
	preempt_enable();
	wrong += schedules != before;
	preempt_enable_no_resched();
	local_irq_disable();
	preempt_disable();
	preempt_enable();
	wrong += schedules != before || !irqs_disabled();
	local_irq_enable();
	schedule();
	wrong += schedules != before + 1 || current->nivcsw != switches + 1 || tif_need_resched();
	return wrong;
}

unsigned long lab_wrong_thread(void)
{
	unsigned long calls = slow_path_calls, before = schedules;
	bool wanted = tif_need_resched();
	unsigned long wrong = wrong_fields(current_thread_info()) + wrong_reschedule();

#ifdef CONFIG_PREEMPT_RCU
	rcu_read_lock();
	current->rcu_read_unlock_special = 1;
	rcu_read_unlock();
	wrong += current->rcu_read_lock_nesting != 0 || current->rcu_read_unlock_special != 0;
#endif
	slow_path_calls = calls;
	schedules = before;
	lab_set_need_resched(wanted);
	return wrong;
}

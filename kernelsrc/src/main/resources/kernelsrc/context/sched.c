// SPDX-License-Identifier: Apache-2.0
/*
 * A scheduler of up to eight threads on one CPU: the most urgent that can run does, those of one priority
 * in turns. Small, but nothing in it is pretended: a switch is one of stacks.
 */
#include <lab_context.h>
#include <lab_sched.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

/* Fills every register that a callee may change. */
void clobber_caller_saved(void);

unsigned long slow_path_calls, schedules, context_switches, reschedule_ipis, jiffies;

/* Those that can run and do not, the most urgent first. */
static struct list_head run_queue;

void sched_init(void)
{
	INIT_LIST_HEAD(&run_queue);
	slow_path_calls = 0;
	schedules = 0;
	context_switches = 0;
	reschedule_ipis = 0;
	jiffies = 0;
}

/* Behind those of its own priority, or before them if it has not had its turn. */
static void enqueue(struct task_struct *task, bool first)
{
	struct list_head *at = run_queue.next;

	while (at != &run_queue) {
		int prio = list_entry(at, struct task_struct, run_list)->prio;

		if (prio > task->prio || (first && prio == task->prio))
			break;
		at = at->next;
	}
	list_add_tail(&task->run_list, at);
	task->on_rq = true;
}

static struct task_struct *pick_next_task(void)
{
	struct task_struct *next = list_entry(run_queue.next, struct task_struct, run_list);

	list_del(&next->run_list);
	next->on_rq = false;
	return next;
}

/*
 * Says that the running thread is to make way. A thread that is not real-time may be told with lazy that
 * this can wait for the tick; the idle thread never waits.
 */
static void resched_curr(bool lazy)
{
#ifdef CONFIG_PREEMPT_LAZY
	if (lazy && current->prio != IDLE_PRIO) {
		set_tsk_thread_flag(current, _TIF_NEED_RESCHED_LAZY);
		return;
	}
#else
	(void)lazy;
#endif
	set_tsk_thread_flag(current, _TIF_NEED_RESCHED);
	set_need_resched();
}

static bool make_runnable(struct task_struct *task)
{
	if (task->state == TASK_RUNNING || task->state == TASK_DEAD)
		return false;
	task->state = TASK_RUNNING;
	/* It was about to sleep, and is running still, or preempted. */
	if (task == current || task->on_rq)
		return false;
	enqueue(task, false);
	return task->prio < current->prio;
}

int try_to_wake_up(struct task_struct *task)
{
	long state = task->state;

	if (make_runnable(task))
		resched_curr(task->prio >= MAX_RT_PRIO);
	return state != task->state;
}

int wake_up_process(struct task_struct *task)
{
	unsigned long flags = local_irq_save();
	int woken = try_to_wake_up(task);

	local_irq_restore(flags);
	preempt_check_resched();
	return woken;
}

/*
 * The flag in thread_info may be set by any CPU. Where it is tested, it is set from afar, with a locked
 * instruction; or else only by the CPU that owns the count: to have it look at thread_info takes an
 * interrupt, or an idle loop that looks all the time.
 */
void resched_cpu(int cpu)
{
	struct task_struct *task = per_cpu(current_task, cpu);

	set_tsk_thread_flag(task, _TIF_NEED_RESCHED);
#ifdef CONFIG_NEED_RESCHED_FROM_AFAR
	set_need_resched_of(cpu);
	/* Found at the next preempt_enable(). One that idles has none, and must be woken. */
	if (task->prio != IDLE_PRIO)
		return;
#endif
	smp_mb();
	if (!(READ_ONCE(task_thread_info(task)->status) & TS_POLLING)) {
		reschedule_ipis++;
		smp_send_reschedule(cpu);
	}
}

int wake_up_process_from_afar(struct task_struct *task)
{
	long state = task->state;

	if (make_runnable(task))
		resched_cpu(0);
	return state != task->state;
}

/* The owning CPU copies what others have written into thread_info to where it tests. */
void scheduler_ipi(void)
{
	preempt_fold_need_resched();
}

void scheduler_tick(void)
{
	struct task_struct *curr = current;

	jiffies++;
#ifdef CONFIG_NEED_RESCHED_FOLDED
	/* What has been lost where it is tested still stands in thread_info. */
	preempt_fold_need_resched();
#endif
#ifdef CONFIG_PREEMPT_LAZY
	if (READ_ONCE(task_thread_info(curr)->flags) & _TIF_NEED_RESCHED_LAZY)
		resched_curr(false);
#endif
	if (curr->time_slice > 0)
		curr->time_slice--;
	if (curr->time_slice == 0 && !list_empty(&run_queue)
	    && list_entry(run_queue.next, struct task_struct, run_list)->prio <= curr->prio)
		resched_curr(true);
}

/*
 * The count is the thread's if it lies with the thread. If it is the CPU's, all of it changes with the
 * thread, since one that is being preempted has PREEMPT_ACTIVE in it and one that sleeps has not.
 */
static void switch_count(struct task_struct *prev, struct task_struct *next)
{
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
	task_thread_info(prev)->preempt_count = this_cpu_read(__preempt_count);
	this_cpu_write(__preempt_count, task_thread_info(next)->preempt_count);
#else
	(void)prev;
	(void)next;
#endif
}

static void context_switch(struct task_struct *prev, struct task_struct *next)
{
	context_switches++;
	switch_count(prev, next);
	this_cpu_write(kernel_stack, stack_top(next) - KERNEL_STACK_OFFSET);
	this_cpu_write(current_task, next);
	switch_stacks(&prev->sp, next->sp);
}

static noinline void __schedule(void)
{
	struct task_struct *prev = current, *next;
	bool preempted = preempt_count() & PREEMPT_ACTIVE;

	preempt_disable();
	local_irq_disable();
	schedules++;
	rcu_note_context_switch();
	/* One that was about to sleep and is preempted before it does must come back to finish that. */
	if (prev->state == TASK_RUNNING || preempted)
		enqueue(prev, preempted && prev->time_slice > 0);
	if (prev->time_slice == 0)
		prev->time_slice = TIME_SLICE;
	if (preempted)
		prev->nivcsw++;
	else
		prev->nvcsw++;
	clear_tsk_thread_flag(prev, _TIF_NEED_RESCHED | _TIF_NEED_RESCHED_LAZY);
	clear_need_resched();
	next = pick_next_task();
	if (next != prev)
		context_switch(prev, next);
	local_irq_enable();
	preempt_enable_no_resched();
	clobber_caller_saved();
}

/* The second half of __schedule() for a thread that has not been through the first. */
void schedule_tail(void)
{
	local_irq_enable();
	preempt_enable();
}

/* Of one's own will, or asked to by a voluntary check. */
void schedule(void)
{
	do {
		__schedule();
	} while (need_resched());
}

void yield(void)
{
	schedule();
}

/*
 * Asked for by preempt_enable(). PREEMPT_ACTIVE keeps an interrupt that comes while we are in here from
 * asking again.
 */
__cold void preempt_schedule_common(void)
{
	slow_path_calls++;
	if (preempt_count() || irqs_disabled())
		return;
	do {
		preempt_count_add(PREEMPT_ACTIVE);
		__schedule();
		preempt_count_sub(PREEMPT_ACTIVE);
		barrier();
	} while (need_resched());
}

/* Asked for by the way back from an interrupt; interrupts are off, and are off again afterwards. */
__cold void preempt_schedule_irq(void)
{
	slow_path_calls++;
	do {
		preempt_count_add(PREEMPT_ACTIVE);
		local_irq_enable();
		__schedule();
		local_irq_disable();
		preempt_count_sub(PREEMPT_ACTIVE);
	} while (need_resched());
}

#ifndef CONFIG_PREEMPT_VOLUNTARY
int _cond_resched(void)
{
	if (!need_resched() || (preempt_count() & PREEMPT_ACTIVE))
		return 0;
	slow_path_calls++;
	preempt_count_add(PREEMPT_ACTIVE);
	schedule();
	preempt_count_sub(PREEMPT_ACTIVE);
	return 1;
}
#endif

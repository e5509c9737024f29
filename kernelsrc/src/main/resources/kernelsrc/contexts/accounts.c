// SPDX-License-Identifier: Apache-2.0
/*
 * @name   accounts
 * @title  what boot and fork write into a thread, and what is counted of it
 * @call   accounts
 * @setup  accounts_setup
 * @digest lab_digest_trace
 * @region none
 * @alone  it counts switches and ticks, of which an interrupt would make more
 * @expect full: bfsCton 0 0 0 0 1 0 0 0 = 0x0
 * @expect V6c: bfsCton 0 0 0 1 0 0 0 0 = 0x0
 * @expect all: bfsCton 0 0 0 1 0 0 0 0 = 0x0
 * @why    A thread begins with a stack, a priority and a slice of its own, wanted by nobody; switches are
 *         counted by whether the thread has asked for them, and ticks use its slice up. There are eight
 *         threads and no more.
 */
#include <lab_context.h>
#include <lab_sched.h>

extern unsigned long context_switches;

/* The scheduler's own region, in which a thread that has not run yet begins. */
#ifdef CONFIG_PREEMPT_COUNT
#define FORKED_COUNT	PREEMPT_OFFSET
#else
#define FORKED_COUNT	0
#endif

static struct task_struct *parent, *child;

#define MUST(bit, condition) do {			\
	if (!(condition))				\
		which |= 1U << (bit);			\
} while (0)

void accounts_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
}

/* What is the same of every thread, whoever has made it. */
static unsigned int made(struct task_struct *task, int pid, int prio)
{
	struct thread_info *ti = task_thread_info(task);
	unsigned int which = 0;

	MUST(0, task->pid == pid && task->prio == prio && task->state == TASK_RUNNING);
	MUST(1, task->time_slice == TIME_SLICE);
	MUST(2, task->nvcsw == 0 && task->nivcsw == 0);
	MUST(3, task->rcu_read_lock_nesting == 0 && task->rcu_read_unlock_special == 0);
	MUST(4, ti->task == task && ti->cpu == 0);
	MUST(5, ti->flags == 0 && ti->status == 0);
	MUST(6, ti->addr_limit == USER_DS);
	MUST(7, task->stack && (unsigned long)task->stack % THREAD_SIZE == 0);
	return which;
}

static noinline unsigned int booted(void)
{
	unsigned int which = made(current, 0, DEFAULT_PRIO);

	MUST(8, !current->on_rq && current_thread_info() == task_thread_info(current));
	MUST(9, (current_stack_pointer & ~(THREAD_SIZE - 1)) == (unsigned long)current->stack);
	MUST(10, this_cpu_read(kernel_stack) == stack_top(current) - 5 * sizeof(long));
	MUST(11, schedules == 0 && context_switches == 0 && lab_slow_path_calls() == 0);
	MUST(12, jiffies == 0 && reschedule_ipis == 0 && lab_schedules() == 0);
	lab_find_threads();
	MUST(13, lab_threads[0].task == current && lab_threads[0].prio == DEFAULT_PRIO);
	MUST(14, lab_threads[1].prio == IDLE_PRIO && made(lab_threads[1].task, 1, IDLE_PRIO) == 0);
	MUST(15, lab_threads[1].task->on_rq && lab_switched[1].sp == &lab_threads[1].task->sp);
	MUST(16, lab_switched[1].on_rq == &lab_threads[1].task->on_rq && !lab_threads[2].task);
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
	MUST(18, !lab_threads[0].preempt_count && !lab_threads[1].preempt_count);
#else
	MUST(18, lab_threads[0].preempt_count == lab_switched[0].preempt_count);
	MUST(18, lab_threads[1].preempt_count == lab_switched[1].preempt_count);
#endif
	MUST(17, task_preempt_count(lab_threads[1].task) == FORKED_COUNT);
	return which;
}

static void live(void *arg)
{
	(void)arg;
	lab_trace('C');
	wake_up_process(parent);
	lab_sleep();
}

static noinline unsigned int forked(void)
{
	unsigned int which;

	child = kthread_run(live, NULL, DEFAULT_PRIO + 1);
	which = made(child, 2, DEFAULT_PRIO + 1);
	MUST(8, child->on_rq && child->stack != current->stack);
	MUST(9, child->sp > (unsigned long)child->stack && child->sp < stack_top(child));
	MUST(10, task_preempt_count(child) == FORKED_COUNT);
	return which;
}

/* Of its own will, with nobody more urgent, and then by going to sleep. */
static noinline unsigned int switched(void)
{
	unsigned int which = 0;

	schedule();
	MUST(0, schedules == 1 && lab_schedules() == 1 && context_switches == 0);
	MUST(1, current->nvcsw == 1 && current->nivcsw == 0 && !current->on_rq);
	parent = current;
	lab_sleep();
	MUST(2, context_switches == 2 && current->nvcsw == 2 && current->nivcsw == 0);
	MUST(3, schedules == 3);
	return which;
}

static noinline unsigned int ticked(void)
{
	unsigned int which = 0;

	lab_interrupt(LOCAL_TIMER_VECTOR);
	MUST(0, jiffies == 1 && current->time_slice == TIME_SLICE - 1);
	lab_interrupt(LOCAL_TIMER_VECTOR);
	MUST(1, jiffies == 2 && current->time_slice == 0);
	/* Who waits is less urgent. */
	MUST(2, !lab_need_resched() && !test_thread_flag(TIF_NEED_RESCHED_LAZY));
	lab_interrupt(LOCAL_TIMER_VECTOR);
	MUST(3, jiffies == 3 && current->time_slice == 0);
	schedule();
	MUST(4, current->time_slice == TIME_SLICE && current->nvcsw == 3);
	/* Time passes for the idle thread as well. */
	current->prio = IDLE_PRIO;
	lab_interrupt(LOCAL_TIMER_VECTOR);
	current->prio = DEFAULT_PRIO;
	MUST(5, jiffies == 4 && current->time_slice == TIME_SLICE - 1);
	return which;
}

/* The per-CPU data and the stack of a CPU that nothing runs on. */
static u8 area[4096] __attribute__((aligned(64)));
static unsigned long stack[THREAD_SIZE / sizeof(long)] __attribute__((aligned(THREAD_SIZE)));

static noinline unsigned int another_cpu(void)
{
	struct task_struct *task;
	unsigned int which;

	lab_boot_cpu(2, (unsigned long)area, stack);
	task = per_cpu(current_task, 2);
	task_thread_info(task)->cpu -= 2;
	which = made(task, 3, DEFAULT_PRIO);
	MUST(8, task->stack == stack && !task->on_rq && task != current);
	MUST(9, per_cpu(this_cpu_off, 2) == (unsigned long)area && __per_cpu_offset[2] == (unsigned long)area);
	MUST(10, per_cpu(kernel_stack, 2) == (unsigned long)stack + THREAD_SIZE - 5 * sizeof(long));
	MUST(11, task_preempt_count(task) == 0);
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
	MUST(12, per_cpu(__preempt_count, 2) == NO_RESCHED);
#endif
	/* For who looks at it as at a thread that this CPU has switched away from. */
	task_thread_info(task)->preempt_count = FORKED_COUNT | NO_RESCHED;
#ifdef CONFIG_PREEMPT_COUNT_TWO_WORDS
	task_thread_info(task)->preempt.count = FORKED_COUNT;
#endif
	return which;
}

static noinline unsigned int many(void)
{
	unsigned int which = 0, i;

	for (i = 4; i < 8; i++)
		MUST(i, kthread_run(live, NULL, DEFAULT_PRIO + 2));
	MUST(0, !kthread_run(live, NULL, DEFAULT_PRIO + 2));
	lab_find_threads();
	MUST(1, lab_threads[NR_THREADS - 1].prio == DEFAULT_PRIO + 2);
	return which;
}

unsigned long accounts(void)
{
	unsigned int which = booted();

	lab_trace('b');
	lab_value(which);
	which = forked();
	lab_trace('f');
	lab_value(which);
	lab_trace('s');
	lab_value(switched());
	lab_value(child->nvcsw);
	lab_value(child->nivcsw);
	lab_trace('t');
	lab_value(ticked());
	lab_trace('o');
	lab_value(another_cpu());
	lab_trace('n');
	lab_value(many());
	return lab_preempt_count();
}

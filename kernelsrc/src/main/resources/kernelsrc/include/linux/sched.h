/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_SCHED_H
#define LINUX_SCHED_H

#include <linux/preempt.h>
#include <linux/types.h>

struct task_struct {
#ifdef CONFIG_THREAD_INFO_IN_TASK
	struct thread_info thread_info;		/* first: the one address is the other's */
#endif
	int pid;
	int rcu_read_lock_nesting;
	int rcu_read_unlock_special;
	unsigned long nvcsw, nivcsw;

	/* What the scheduler of several threads keeps. */
	long state;
	int prio;
	int time_slice;				/* ticks left */
	bool on_rq;				/* in the run queue */
	unsigned long sp;			/* while it does not run */
	void *stack;				/* the lowest byte */
	struct list_head run_list;
	struct list_head rcu_node_entry;
};

static __always_inline bool need_resched(void)
{
	return unlikely(tif_need_resched());
}

#if !defined(CONFIG_NEED_RESCHED_FOLDED) && !defined(CONFIG_PREEMPT_COUNT_TWO_WORDS)
#if defined(CONFIG_COND_RESCHED_INLINE) || defined(CONFIG_SHOULD_RESCHED_INLINE)
static __always_inline bool should_resched(void)
{
	return need_resched() && !(preempt_count() & PREEMPT_ACTIVE);
}
#else
bool should_resched(void);
#endif
#endif

int _cond_resched(void);
void __cond_resched(void);

/* Said in long loops. Where the kernel preempts anyway there is nothing to do. */
#if defined(CONFIG_PREEMPT_DYNAMIC)
int __SCT__cond_resched(void);

static __always_inline int cond_resched(void)
{
	return __SCT__cond_resched();
}
#elif defined(CONFIG_PREEMPT)
static __always_inline int cond_resched(void)
{
	return 0;
}
#else
static __always_inline int cond_resched(void)
{
	return _cond_resched();
}
#endif

/* The scheduler of several threads. */

#define NR_THREADS		8	/* the booting one and the idle one among them */

#define TASK_RUNNING		0
#define TASK_INTERRUPTIBLE	1
#define TASK_UNINTERRUPTIBLE	2
#define TASK_DEAD		64

/* The lower the more urgent; below the first, a thread is real-time and nobody makes it wait. */
#define MAX_RT_PRIO		100
#define DEFAULT_PRIO		120
#define IDLE_PRIO		140

/* Ticks that a thread runs while others of its priority wait. */
#define TIME_SLICE		2

#define set_current_state(value)	WRITE_ONCE(current->state, (value))

/* A thread that may run; NULL if there are as many as there can be. */
struct task_struct *kthread_run(void (*fn)(void *arg), void *arg, int prio);

/* Whether it slept. Callable from interrupts. */
int wake_up_process(struct task_struct *task);

/* The same with interrupts and preemption off: who lets them on again sees to what is due. */
int try_to_wake_up(struct task_struct *task);

/* The same by another CPU, which may have to send an interrupt. */
int wake_up_process_from_afar(struct task_struct *task);

/* Says to the thread that another CPU runs that it is to make way. */
void resched_cpu(int cpu);

/* IPIs that asked a CPU to look at its flag. */
extern unsigned long reschedule_ipis;

/* Entries of the scheduler since boot. */
extern unsigned long schedules;

/* Ticks since boot. */
extern unsigned long jiffies;

void schedule(void);
void yield(void);
void scheduler_tick(void);
void scheduler_ipi(void);

/* What an interrupt's return may lead to. */
void preempt_schedule_irq(void);

/* From a place that already knows that a reschedule is due. */
static __always_inline void call_cond_resched(void)
{
#if defined(CONFIG_LAB_NO_SLOW_CALL)
	__asm__ __volatile__("nop" : : : "memory");
#elif defined(CONFIG_COND_RESCHED_THUNK)
	__asm__ __volatile__("call ___cond_resched" : : : "memory", "cc");
#else
	__cond_resched();
#endif
}

#endif

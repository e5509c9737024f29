/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the scheduler of several threads have in common. */
#ifndef LAB_SCHED_H
#define LAB_SCHED_H

#include <linux/irqflags.h>
#include <linux/sched.h>

/* The flag's bit of a per-CPU count of which no reschedule is wanted. */
#ifdef CONFIG_NEED_RESCHED_INVERTED
#define NO_RESCHED	PREEMPT_NEED_RESCHED
#else
#define NO_RESCHED	0
#endif

#ifdef CONFIG_THREAD_INFO_IN_TASK
#define task_thread_info(task)	(&(task)->thread_info)
#else
#define task_thread_info(task)	((struct thread_info *)(task)->stack)
#endif

#define stack_top(task)		((unsigned long)(task)->stack + THREAD_SIZE)

/* Locked: an interrupt and other CPUs change flags of the same word. */
static inline void set_tsk_thread_flag(struct task_struct *task, u32 flag)
{
	__asm__ __volatile__("lock orl %1,%0"
			     : "+m" (task_thread_info(task)->flags) : "ri" (flag) : "memory", "cc");
}

static inline void clear_tsk_thread_flag(struct task_struct *task, u32 flag)
{
	__asm__ __volatile__("lock andl %1,%0"
			     : "+m" (task_thread_info(task)->flags) : "ri" (~flag) : "memory", "cc");
}

/* The count of a thread that does not run, wherever it is kept meanwhile. */
static inline u32 task_preempt_count(struct task_struct *task)
{
#ifdef CONFIG_PREEMPT_COUNT_TWO_WORDS
	return task_thread_info(task)->preempt.count;
#else
	return task_thread_info(task)->preempt_count & ~NO_RESCHED;
#endif
}

static inline void preempt_fold_need_resched(void)
{
	if (test_thread_flag(TIF_NEED_RESCHED))
		set_need_resched();
}

static inline void cpu_relax(void)
{
	__asm__ __volatile__("pause" : : : "memory");
}

/* What is stored before it is seen by other CPUs before what is loaded after it. */
static inline void smp_mb(void)
{
	__asm__ __volatile__("mfence" : : : "memory");
}

/* An idle loop that looks at the flag all the time, so that whoever sets it need send no interrupt. */
static inline void current_set_polling(void)
{
	current_thread_info()->status |= TS_POLLING;
}

/*
 * The end of that, and whether the flag is set. The order is what counts: who still finds it polling has
 * set the flag before, and so it is seen here; who sets it later sends an interrupt.
 */
static inline bool current_clr_polling_and_test(void)
{
#ifdef CONFIG_LAB_TEST_WHILE_POLLING
	bool wanted = test_thread_flag(TIF_NEED_RESCHED);

	current_thread_info()->status &= ~TS_POLLING;
	return wanted;
#else
	current_thread_info()->status &= ~TS_POLLING;
	smp_mb();
	return test_thread_flag(TIF_NEED_RESCHED);
#endif
}

/* x2APIC: the interrupt command register, by which a CPU interrupts another, or itself. */
#define X2APIC_ICR	0x830

static inline void smp_send_reschedule(int cpu)
{
	__asm__ __volatile__("wrmsr" : : "c" (X2APIC_ICR), "a" (0xfd), "d" (cpu) : "memory");
}

void switch_stacks(unsigned long *save, unsigned long load);
void ret_from_fork(void);
void sched_init(void);

#ifdef CONFIG_PREEMPT_DYNAMIC
/* What the boot parameter preempt= says. */
#define PREEMPT_DYNAMIC_NONE		0
#define PREEMPT_DYNAMIC_VOLUNTARY	1
#define PREEMPT_DYNAMIC_FULL		2

void sched_dynamic_update(int mode);
#endif

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the lowest level knows of the running thread, at the low end of its kernel stack: the layout of
 * 3.11 on x86-64.
 */
#ifndef LINUX_THREAD_INFO_H
#define LINUX_THREAD_INFO_H

#include <linux/current.h>
#include <linux/percpu.h>
#include <linux/types.h>

#ifdef CONFIG_THREAD_SIZE
#define THREAD_SIZE	((unsigned long)CONFIG_THREAD_SIZE)
#else
#define THREAD_SIZE	8192UL
#endif

/* kernel_stack points this far below the top: the interrupt frame's five words. */
#define KERNEL_STACK_OFFSET	40UL

#define TIF_NEED_RESCHED	3
#define TIF_NEED_RESCHED_LAZY	4
#define _TIF_NEED_RESCHED	(1U << TIF_NEED_RESCHED)
#define _TIF_NEED_RESCHED_LAZY	(1U << TIF_NEED_RESCHED_LAZY)

/* In status: the thread is the idle loop and looks at its flag by itself, so that it needs no IPI. */
#define TS_POLLING		4

struct thread_info {
	struct task_struct *task;	/* 0 */
	void *exec_domain;		/* 8 */
	u32 flags;			/* 16 */
	u32 status;			/* 20 */
	u32 cpu;			/* 24 */
	int preempt_count;		/* 28; with a per-CPU count, what it was when the thread last ran */
	unsigned long addr_limit;	/* 32 */
	u64 restart_block[6];		/* 40 */
	void *sysenter_return;		/* 88 */
#ifdef CONFIG_PREEMPT_COUNT_TWO_WORDS
	/* arm64: the high half is 0 while a reschedule is wanted, so that all of it zero means: now. */
	union {
		u64 preempt_word;	/* 96 */
		struct {
			u32 count, need_resched;
		} preempt;
	};
#endif
};

/* addr_limit of a thread that serves user space: the highest user address and one. */
#define USER_DS	0x7ffffffff000UL

register unsigned long current_stack_pointer __asm__("rsp");

DECLARE_PER_CPU(unsigned long, kernel_stack);

/*
 * Three ways to it: x86-32 masked the stack pointer, x86-64 loaded a per-CPU pointer, and since thread_info
 * begins the task, the per-CPU pointer to that is one to it.
 */
static __always_inline struct thread_info *current_thread_info(void)
{
#if defined(CONFIG_THREAD_INFO_IN_TASK)
	return (struct thread_info *)current;
#elif defined(CONFIG_THREAD_INFO_STACK_MASK)
	return (struct thread_info *)(current_stack_pointer & ~(THREAD_SIZE - 1));
#else
	return (struct thread_info *)(this_cpu_read_stable_8(kernel_stack)
				      + KERNEL_STACK_OFFSET - THREAD_SIZE);
#endif
}

static __always_inline bool test_thread_flag(int flag)
{
	return READ_ONCE(current_thread_info()->flags) >> flag & 1;
}

#endif

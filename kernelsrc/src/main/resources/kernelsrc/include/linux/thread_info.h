/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the lowest level knows of the running thread, at the low end of its kernel stack: the layout of
 * 3.11 on x86-64.
 */
#ifndef LINUX_THREAD_INFO_H
#define LINUX_THREAD_INFO_H

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
#define _TIF_NEED_RESCHED	(1U << TIF_NEED_RESCHED)

struct task_struct;

struct thread_info {
	struct task_struct *task;	/* 0 */
	void *exec_domain;		/* 8 */
	u32 flags;			/* 16 */
	u32 status;			/* 20 */
	u32 cpu;			/* 24 */
	int preempt_count;		/* 28 */
	unsigned long addr_limit;	/* 32 */
	u64 restart_block[6];		/* 40 */
	void *sysenter_return;		/* 88 */
};

/* addr_limit of a thread that serves user space: the highest user address and one. */
#define USER_DS	0x7ffffffff000UL

register unsigned long current_stack_pointer __asm__("rsp");

DECLARE_PER_CPU(unsigned long, kernel_stack);

/* Two ways to it: x86-32 masked the stack pointer, x86-64 loaded a per-CPU pointer. */
static __always_inline struct thread_info *current_thread_info(void)
{
#ifdef CONFIG_THREAD_INFO_STACK_MASK
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

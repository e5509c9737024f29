/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the system calls of the mix have in common: the way back to user mode, which reschedules under every
 * model, and a more urgent thread that an interrupt may wake at any instruction of the call.
 */
#ifndef LAB_SYSCALL_H
#define LAB_SYSCALL_H

#include <lab_context.h>
#include <lab_user.h>
#include <linux/irqflags.h>

/* The vector that wakes it, and when it ran, by rdtsc's clock; 0 for not yet. */
#define LAB_URGENT_VECTOR	0x30

unsigned long lab_urgent_ran_at;

static struct task_struct *urgent;

static inline unsigned long rdtsc(void)
{
	u32 low, high;

	__asm__ __volatile__("rdtsc" : "=a" (low), "=d" (high));
	return (u64)high << 32 | low;
}

static void be_urgent(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		WRITE_ONCE(lab_urgent_ran_at, rdtsc());
	}
}

static void wake_urgent(struct pt_regs *regs)
{
	(void)regs;
	wake_up_process(urgent);
}

/* Boots, and has the urgent thread and the one that the call is about go to sleep. */
static inline struct task_struct *setup_syscall(void (*sleeper)(void *arg))
{
	struct task_struct *task = NULL;

	lab_boot();
	request_irq(LAB_URGENT_VECTOR, wake_urgent);
	urgent = kthread_run(be_urgent, NULL, DEFAULT_PRIO - 10);
	if (sleeper)
		task = kthread_run(sleeper, NULL, DEFAULT_PRIO);
	schedule();
	lab_urgent_ran_at = 0;
	return task;
}

/* Looks whether somebody else is to run, lazily or not. User mode comes with interrupts off, and turns them on. */
static __always_inline void exit_to_user_mode(void)
{
	local_irq_disable();
	while (READ_ONCE(current_thread_info()->flags) & (_TIF_NEED_RESCHED | _TIF_NEED_RESCHED_LAZY)) {
		local_irq_enable();
		schedule();
		local_irq_disable();
	}
}

#endif

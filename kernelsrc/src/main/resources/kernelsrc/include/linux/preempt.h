/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preemption is off while any part of the count is not zero. The article's variants differ in where the
 * count lives, where NEED_RESCHED lives, and how preempt_enable() reaches the scheduler.
 */
#ifndef LINUX_PREEMPT_H
#define LINUX_PREEMPT_H

#include <linux/compiler.h>
#include <linux/thread_info.h>

#define PREEMPT_OFFSET		0x1
#define SOFTIRQ_OFFSET		0x100
#define SOFTIRQ_DISABLE_OFFSET	0x200
#define HARDIRQ_OFFSET		0x10000

#define PREEMPT_MASK		0xff
#define SOFTIRQ_MASK		0xff00

/* The layout of 3.13, and that of 3.11. */
#ifdef CONFIG_NEED_RESCHED_INVERTED
#define HARDIRQ_MASK		0x000f0000
#define NMI_OFFSET		0x00100000
#define PREEMPT_ACTIVE		0x00200000
#else
#define HARDIRQ_MASK		0x03ff0000
#define NMI_OFFSET		0x04000000
#define PREEMPT_ACTIVE		0x10000000
#endif

#ifdef CONFIG_NEED_RESCHED_FOLDED
#define PREEMPT_NEED_RESCHED	0x80000000U
#else
#define PREEMPT_NEED_RESCHED	0U
#endif

#if defined(CONFIG_PREEMPT) && !defined(CONFIG_PREEMPT_COUNT)
#error CONFIG_PREEMPT needs CONFIG_PREEMPT_COUNT
#endif
#if defined(CONFIG_NEED_RESCHED_FOLDED) && !defined(CONFIG_PREEMPT_COUNT_PERCPU)
#error CONFIG_NEED_RESCHED_FOLDED needs CONFIG_PREEMPT_COUNT_PERCPU
#endif
#if defined(CONFIG_NEED_RESCHED_INVERTED) && !defined(CONFIG_NEED_RESCHED_FOLDED)
#error CONFIG_NEED_RESCHED_INVERTED needs CONFIG_NEED_RESCHED_FOLDED
#endif
#if defined(CONFIG_NEED_RESCHED_FROM_AFAR) && !defined(CONFIG_NEED_RESCHED_FOLDED)
#error CONFIG_NEED_RESCHED_FROM_AFAR needs CONFIG_NEED_RESCHED_FOLDED
#endif

#if defined(CONFIG_PREEMPT_COUNT_TWO_WORDS) && !defined(CONFIG_THREAD_INFO_IN_TASK)
#error CONFIG_PREEMPT_COUNT_TWO_WORDS needs CONFIG_THREAD_INFO_IN_TASK
#endif

#if defined(CONFIG_PREEMPT_COUNT_PERCPU)
#include <linux/preempt/count_percpu.h>
#elif defined(CONFIG_PREEMPT_COUNT_TWO_WORDS)
#include <linux/preempt/count_two_words.h>
#else
#include <linux/preempt/count_thread_info.h>
#endif

#if defined(CONFIG_PREEMPT_COUNT_TWO_WORDS)
#include <linux/preempt/flag_two_words.h>
#elif defined(CONFIG_NEED_RESCHED_INVERTED)
#include <linux/preempt/flag_inverted.h>
#elif defined(CONFIG_NEED_RESCHED_FOLDED)
#include <linux/preempt/flag_folded.h>
#else
#include <linux/preempt/flag_thread_info.h>
#endif

#ifdef CONFIG_PREEMPT
#include <linux/preempt/schedule.h>
#endif

#ifdef CONFIG_DEBUG_PREEMPT
/* Whether the count can take it; what it cannot take is reported, and done all the same. */
void debug_preempt_add(int val);
void debug_preempt_sub(int val);
#else
static __always_inline void debug_preempt_add(int val)
{
	(void)val;
}

static __always_inline void debug_preempt_sub(int val)
{
	(void)val;
}
#endif

static __always_inline void preempt_disable(void)
{
#ifdef CONFIG_PREEMPT_COUNT
	debug_preempt_add(PREEMPT_OFFSET);
	preempt_count_inc();
#endif
	barrier();
}

static __always_inline void preempt_enable_no_resched(void)
{
	barrier();
#ifdef CONFIG_PREEMPT_COUNT
	debug_preempt_sub(PREEMPT_OFFSET);
	preempt_count_dec();
#endif
}

#ifdef CONFIG_PREEMPT
static __always_inline void preempt_enable(void)
{
	barrier();
	debug_preempt_sub(PREEMPT_OFFSET);
	if (unlikely(preempt_count_dec_and_test()))
		__preempt_schedule();
}

/* After something else than preempt_enable() may have made it due. */
static __always_inline void preempt_check_resched(void)
{
	if (unlikely(preempt_is_due()))
		__preempt_schedule();
}
#else
static __always_inline void preempt_enable(void)
{
	preempt_enable_no_resched();
}

static __always_inline void preempt_check_resched(void)
{
}
#endif

#endif

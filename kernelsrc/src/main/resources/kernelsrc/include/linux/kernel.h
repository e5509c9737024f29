/* SPDX-License-Identifier: Apache-2.0 */
/*
 * might_sleep() began as a debugging check and became, with voluntary preemption, a place to reschedule.
 * How far a user copy has to go to find out that nothing is wanted is what the checks differ in.
 */
#ifndef LINUX_KERNEL_H
#define LINUX_KERNEL_H

#include <linux/sched.h>

#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
void __might_sleep(const char *file, int line);

#define might_sleep_debug()	__might_sleep(__FILE__, __LINE__)
#else
#define might_sleep_debug()	do { } while (0)
#endif

#if !defined(CONFIG_PREEMPT_VOLUNTARY) \
	|| (defined(CONFIG_LAB_NO_SLOW_CALL) && !defined(CONFIG_COND_RESCHED_INLINE))

static __always_inline void might_resched(void)
{
}

#elif defined(CONFIG_COND_RESCHED_STATIC_CALL)

/* PREEMPT_DYNAMIC: a C call to a trampoline, whichever model was chosen at boot. */
void __SCT__might_resched(void);

static __always_inline void might_resched(void)
{
	__SCT__might_resched();
}

#elif defined(CONFIG_COND_RESCHED_INLINE)

static __always_inline void might_resched(void)
{
	if (unlikely(should_resched()))
		call_cond_resched();
}

#else

static __always_inline void might_resched(void)
{
	_cond_resched();
}

#endif

static __always_inline void might_sleep(void)
{
	might_sleep_debug();
	might_resched();
}

/* A user access may fault, and a fault sleeps. */
static __always_inline void might_fault(void)
{
#ifdef CONFIG_MIGHT_FAULT_DEBUG_ONLY
	might_sleep_debug();
#else
	might_sleep();
#endif
}

#endif

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
#else
#define __might_sleep(file, line)	((void)(file), (void)(line))
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

static __always_inline void might_sleep_at(const char *file, int line)
{
	__might_sleep(file, line);
	might_resched();
}

/* A user access may fault, and a fault sleeps. */
static __always_inline void might_fault_at(const char *file, int line)
{
#ifdef CONFIG_MIGHT_FAULT_DEBUG_ONLY
	__might_sleep(file, line);
#else
	might_sleep_at(file, line);
#endif
}

/* The place that a report names is that of whoever says so. */
#define might_sleep()	might_sleep_at(__FILE__, __LINE__)
#define might_fault()	might_fault_at(__FILE__, __LINE__)

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Linus's folding: the flag is the top bit of the per-CPU count, set when a reschedule is wanted. One word
 * to test, but against a value that the decrement's own flags cannot tell.
 */

static __always_inline bool tif_need_resched(void)
{
	return this_cpu_read(__preempt_count) & PREEMPT_NEED_RESCHED;
}

/* Wanted and allowed at once: the word is the flag and nothing else. */
static __always_inline bool should_resched(void)
{
	return this_cpu_read(__preempt_count) == PREEMPT_NEED_RESCHED;
}

/* As far as the test tells that follows a decrement. */
static __always_inline bool preempt_is_due(void)
{
	return should_resched();
}

static __always_inline bool preempt_count_dec_and_test(void)
{
	preempt_count_dec();
	return should_resched();
}

/* By another CPU, in the copy that a CPU of this number tests. */
static inline void set_need_resched_of(int cpu)
{
	__asm__ __volatile__("lock orl %1,%0" : "+m" (per_cpu(__preempt_count, cpu))
			     : "i" (PREEMPT_NEED_RESCHED) : "memory", "cc");
}

/* Locked, because other CPUs set it from afar. */
static inline void set_need_resched(void)
{
	__asm__ __volatile__("lock orl %1,%%gs:%0" : "+m" (__preempt_count)
			     : "i" (PREEMPT_NEED_RESCHED) : "cc");
}

static inline void clear_need_resched(void)
{
	__asm__ __volatile__("lock andl %1,%%gs:%0" : "+m" (__preempt_count)
			     : "i" (~PREEMPT_NEED_RESCHED) : "cc");
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Peter Zijlstra's first patch, August 2013: the count is per CPU, the flag still in thread_info. */

#define INIT_PREEMPT_COUNT	0

DECLARE_PER_CPU(int, __preempt_count);

static __always_inline int preempt_count(void)
{
	return this_cpu_read(__preempt_count);
}

static __always_inline void preempt_count_add(int val)
{
	this_cpu_add_4(__preempt_count, val);
}

static __always_inline void preempt_count_sub(int val)
{
	this_cpu_add_4(__preempt_count, -val);
}

static __always_inline void preempt_count_inc(void)
{
	this_cpu_inc_4(__preempt_count);
}

static __always_inline void preempt_count_dec(void)
{
	this_cpu_dec_4(__preempt_count);
}

static __always_inline bool tif_need_resched(void)
{
	return test_thread_flag(TIF_NEED_RESCHED);
}

static __always_inline bool preempt_count_dec_and_test(void)
{
	preempt_count_dec();
	barrier();
	return tif_need_resched();
}

static inline void set_need_resched(void)
{
	current_thread_info()->flags |= _TIF_NEED_RESCHED;
}

static inline void clear_need_resched(void)
{
	current_thread_info()->flags &= ~_TIF_NEED_RESCHED;
}
